import { randomBytes } from 'node:crypto'
import { Prisma, type Tx } from '#server/db.ts'
import { makeDecisionLinks } from '#server/decision-links/make-links.ts'
import { stored } from '#server/flows/compiled.ts'
import { endOf } from '#server/mail/kinds.ts'
import { hasMail } from '#server/mail/settings.ts'
import { seal } from '#server/secrets/seal.ts'
import { afterQuiet, digestAt, nextAt } from './clock.ts'
import type { NewNotice } from './notify.ts'
import { defaultWay, topicOf } from './topics.ts'
import { decisionKinds } from './view.ts'

interface Reader {
  id: string
  email: string
  timeZone: string
  quietFrom: string | null
  quietUntil: string | null
  way: string | null
}

/** A notice that was just made. */
interface Made {
  id: string
  personId: string
}

/**
 * Tells the same by mail, as each of them has chosen: at once, after their quiet hours, or in the next digest. Statements for
 * each time zone at most, not for each of them; none where no mail server is set.
 */
export async function mailNotices(tx: Tx, notice: NewNotice, made: readonly Made[]): Promise<void> {
  const topic = topicOf(notice.kind)
  if (topic === undefined || made.length === 0 || !hasMail()) return
  const readers = await tx.$queryRaw<Reader[]>(Prisma.sql`
    SELECT p.id, p.email, p."timeZone", p."quietFrom", p."quietUntil", s.way
    FROM "Person" p LEFT JOIN "NoticeSetting" s ON s."personId" = p.id AND s.topic = ${topic}
    WHERE p.id = ANY(${made.map(({ personId }) => personId)}) AND p.kind = 'person' AND p.active AND NOT p.demo`)
  const now = new Date()
  const wayOf = ({ way }: Reader) => way ?? defaultWay(topic)
  const soon = readers.filter((reader) => wayOf(reader) === 'now')
  const links = await linksFor(tx, notice, soon)
  if (soon.length > 0)
    await tx.mail.createMany({
      data: soon.map((reader) => ({
        id: randomBytes(16).toString('base64url'),
        personId: reader.id,
        address: reader.email,
        kind: 'notice',
        data: stored({
          kind: notice.kind,
          requestId: notice.requestId,
          data: notice.data,
          decidesByLink: links.has(reader.id) || undefined,
        }),
        path: sealed(links.get(reader.id)),
        dedupeKey: `notice:${notice.dedupeKey}:${reader.id}`,
        dueAt: dueOf(reader, now),
        until: endOf('notice', now),
      })),
      skipDuplicates: true,
    })
  const later = new Map<number, string[]>()
  for (const reader of readers.filter((one) => wayOf(one) === 'digest')) {
    const due = nextAt(digestAt, reader.timeZone, now).getTime()
    const ids = made.filter(({ personId }) => personId === reader.id).map(({ id }) => id)
    later.set(due, [...(later.get(due) ?? []), ...ids])
  }
  for (const [due, ids] of later)
    await tx.notice.updateMany({ where: { id: { in: ids } }, data: { digestDueAt: new Date(due) } })
}

/** By whom what is asked can be decided from the mail itself. */
async function linksFor(
  tx: Tx,
  { kind, data }: NewNotice,
  readers: readonly Reader[],
): Promise<ReadonlyMap<string, string>> {
  const { approvalId } = data
  // a link decides in the place of who opens it, never in another's
  if (kind === 'approval-waiting-for' || !decisionKinds.includes(kind) || typeof approvalId !== 'string')
    return new Map()
  return makeDecisionLinks(
    tx,
    approvalId,
    readers.map(({ id }) => id),
  )
}

function sealed(path: string | undefined): string | null {
  return path === undefined ? null : seal(path).value
}

function dueOf({ timeZone, quietFrom, quietUntil }: Reader, now: Date): Date {
  const quiet = quietFrom !== null && quietUntil !== null ? { from: quietFrom, until: quietUntil } : undefined
  return afterQuiet(quiet, timeZone, now)
}
