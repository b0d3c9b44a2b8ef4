/**
 * Waits for what another process does: looks until it is so.
 * @throws Error that names what was waited for, after `seconds`
 */
export async function until<T>(
  look: () => Promise<T> | T,
  what: string,
  seconds = 110,
): Promise<NonNullable<T>> {
  const end = Date.now() + seconds * 1000
  for (;;) {
    const seen = await look()
    if (seen) return seen
    if (Date.now() > end) throw new Error(`Waited ${seconds} s in vain: ${what}`)
    await new Promise((next) => setTimeout(next, 50))
  }
}
