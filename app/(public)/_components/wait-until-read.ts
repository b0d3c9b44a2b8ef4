/** Waits until a form has been open for so long: what comes sooner is taken for a program's. Milliseconds. */
export async function waitUntilRead(openedAt: number, leastMs: number): Promise<void> {
  // some more, for the server began to count before the page was here
  const leftMs = openedAt + leastMs + 100 - Date.now()
  if (leftMs > 0) await new Promise((resolve) => setTimeout(resolve, leftMs))
}
