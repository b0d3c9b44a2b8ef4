import { db } from '#server/db.ts'
import type { RequestView } from './view.ts'

type Entry = RequestView['history'][number]

/** A history tells of the newest of each. */
const most = 200
const told = ['nudged', 'follower-added', 'follower-removed', 'resubmitted'] as const

/** What people did with a request beside deciding: bringing to mind, adding people, writing. */
export async function eventsOf(requestId: string): Promise<Entry[]> {
  const person = { select: { id: true, name: true } }
  const [events, comments] = await Promise.all([
    db.requestEvent.findMany({
      where: { requestId },
      select: { kind: true, people: true, at: true, person },
      orderBy: { at: 'desc' },
      take: most,
    }),
    db.comment.findMany({
      where: { requestId },
      select: { kind: true, createdAt: true, person },
      orderBy: { createdAt: 'desc' },
      take: most,
    }),
  ])
  return [
    ...events.flatMap(({ kind, people, at, person: who }): Entry[] => {
      const what = told.find((one) => one === kind)
      return what ? [{ at: at.toISOString(), who, what, detail: people.join(', ') }] : []
    }),
    ...comments.map(({ kind, createdAt, person: who }): Entry => ({
      at: createdAt.toISOString(),
      who,
      what: kind === 'cancel' ? 'cancel-asked' : 'commented',
    })),
  ]
}
