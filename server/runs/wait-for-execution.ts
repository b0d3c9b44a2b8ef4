import { isTerminal, type State } from '#engine/flow/flow.ts'
import { db } from '#server/db.ts'
import { subscribe } from '#server/listener.ts'

/** A wait ends by itself after this, with the execution as it is then. Milliseconds. */
const longestMs = 15 * 60_000

/** Resolves when the execution has ended or waits for people, told by Postgres; also when the caller is gone. */
export async function waitForExecution(id: string, signal: AbortSignal): Promise<void> {
  const topic = `execution:${id}`
  const until = AbortSignal.any([signal, AbortSignal.timeout(longestMs)])
  const { promise, resolve, reject } = deferred()
  const look = () => {
    rests(id).then((yes) => yes && resolve(), reject)
  }
  const stop = await subscribe((topics) => {
    if (topics.has(topic) || topics.has('*')) look()
  })
  until.addEventListener('abort', resolve, { once: true })
  try {
    look()
    await promise
  } finally {
    stop()
    until.removeEventListener('abort', resolve)
  }
}

async function rests(id: string): Promise<boolean> {
  const row = await db.execution.findUnique({ where: { id }, select: { state: true } })
  return !row || row.state === 'PAUSED' || isTerminal(row.state as State)
}

function deferred() {
  let resolve = (): void => undefined
  let reject: (reason: unknown) => void = () => undefined
  const promise = new Promise<void>((yes, no) => {
    resolve = () => yes()
    reject = no
  })
  return { promise, resolve, reject }
}
