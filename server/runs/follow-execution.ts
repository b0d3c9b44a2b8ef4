import { isTerminal } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { hub } from '#server/stream/hub.ts'
import { getExecution } from './get-execution.ts'
import type { ExecutionView } from './view.ts'

/** Whoever is silent for so long hears a comment, so that no proxy closes the stream. Milliseconds. */
const commentEveryMs = 15_000

/**
 * An execution as server-sent events: `start` at once, `progress` at each change, `end` when it has ended; then the stream closes.
 * @throws AppError `not-found`
 */
export async function followExecution(actor: Actor, id: string, signal: AbortSignal): Promise<Response> {
  await getExecution(actor, id)
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    start: async (controller) => {
      const say = (event: string, view: ExecutionView) =>
        controller.enqueue(encoder.encode(`id: ${event}\nevent: ${event}\ndata: ${JSON.stringify(view)}\n\n`))
      const comment = setInterval(() => controller.enqueue(encoder.encode(': \n\n')), commentEveryMs)
      try {
        await tell({ actor, id, signal }, say)
      } finally {
        clearInterval(comment)
        if (!signal.aborted) controller.close()
      }
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } })
}

interface Following {
  actor: Actor
  id: string
  signal: AbortSignal
}

async function tell(
  { actor, id, signal }: Following,
  say: (event: string, view: ExecutionView) => void,
): Promise<void> {
  let hint: () => void = () => undefined
  let hinted = new Promise<void>((resolve) => (hint = resolve))
  const leave = await hub().listen([`execution:${id}`], () => hint())
  signal.addEventListener('abort', () => hint(), { once: true })
  try {
    for (let event = 'start'; !signal.aborted; event = 'progress') {
      const view = await getExecution(actor, id)
      const ended = isTerminal(view.state.current)
      say(ended ? 'end' : event, view)
      if (ended) return
      await hinted
      hinted = new Promise<void>((resolve) => (hint = resolve))
    }
  } finally {
    leave()
  }
}
