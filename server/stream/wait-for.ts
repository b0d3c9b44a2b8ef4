import { hub } from './hub.ts'

/**
 * Looks again at each hint on a topic until there is an answer.
 * @returns undefined when `timeoutMs` have passed without one
 */
export async function waitFor<T>(
  topic: string,
  look: () => Promise<T | undefined>,
  timeoutMs: number,
): Promise<T | undefined> {
  let hint: () => void = () => undefined
  let hinted = new Promise<void>((resolve) => (hint = resolve))
  const leave = await hub().listen([topic], () => hint())
  const end = Date.now() + timeoutMs
  try {
    for (;;) {
      const found = await look()
      if (found !== undefined) return found
      const leftMs = end - Date.now()
      if (leftMs <= 0) return undefined
      await within(hinted, leftMs)
      hinted = new Promise<void>((resolve) => (hint = resolve))
    }
  } finally {
    leave()
  }
}

function within(promise: Promise<void>, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    void promise.then(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
