import { AppError } from '#server/errors.ts'

/** Starts of one app wait for each other's number anyway: more at a time would only hold connections that others need. */
const atATime = 4
const waitingAtMost = 5_000

let running = 0
const waiting: (() => void)[] = []

/**
 * Lets a few starts at a time into the database; the others wait in order, without a connection.
 * @throws AppError `too-many` where the line is too long
 */
export async function throughGate<T>(start: () => Promise<T>): Promise<T> {
  if (waiting.length >= waitingAtMost) {
    throw new AppError('too-many', 'Too many requests begin at once. Try again in a moment.', {
      retryAfterSeconds: 5,
    })
  }
  if (running >= atATime) await new Promise<void>((go) => waiting.push(go))
  else running++
  try {
    return await start()
  } finally {
    const next = waiting.shift()
    // the place is handed on, so that no one slips in between
    if (next) next()
    else running--
  }
}
