import type { Actor } from '#server/actor.ts'
import { isTerminal, type State } from '#engine/flow/flow.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { hub } from '#server/stream/hub.ts'
import { executionPage } from './execution-page.ts'
import { findSeen } from './find-seen.ts'
import { answerOf } from './answer-of.ts'
import type { AppPageView } from './view.ts'

/** Whoever is silent for so long hears a comment, so that no proxy closes the stream. Milliseconds. */
const commentEveryMs = 15_000

/**
 * The page of an execution as server-sent events: at once, at each change, and when it has ended; then the stream closes.
 * @throws AppError `not-found`
 */
export async function streamApp(
  actor: Actor,
  { id, executionId, signal }: { id: string; executionId: string; signal: AbortSignal },
): Promise<Response> {
  await findSeen(actor, id, executionId)
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    start: async (controller) => {
      const say = (text: string) => controller.enqueue(encoder.encode(text))
      const comment = setInterval(() => say(': \n\n'), commentEveryMs)
      try {
        await follow(actor, { id, executionId, signal }, say)
      } finally {
        clearInterval(comment)
        if (!signal.aborted) controller.close()
      }
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } })
}

async function follow(
  actor: Actor,
  { id, executionId, signal }: { id: string; executionId: string; signal: AbortSignal },
  say: (text: string) => void,
): Promise<void> {
  let hint: () => void = () => undefined
  let hinted = new Promise<void>((resolve) => (hint = resolve))
  const leave = await hub().listen([`execution:${executionId}`], () => hint())
  signal.addEventListener('abort', () => hint(), { once: true })
  try {
    for (let event = 'start'; !signal.aborted; event = 'progress') {
      const row = await db.execution.findUnique({ where: { id: executionId }, select: { state: true } })
      const over = !row || isTerminal(row.state as State)
      const page = await pageIfSeen(actor, id, executionId)
      if (!page) return
      const name = over ? 'end' : event
      say(`id: ${name}\nevent: ${name}\ndata: ${JSON.stringify(answerOf(page))}\n\n`)
      if (over) return
      await hinted
      hinted = new Promise<void>((resolve) => (hint = resolve))
    }
  } finally {
    leave()
  }
}

/** Undefined: others went on with it, and it is not the actor's to see any more. */
async function pageIfSeen(actor: Actor, id: string, executionId: string): Promise<AppPageView | undefined> {
  try {
    return await executionPage(actor, id, executionId)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return undefined
    throw error
  }
}
