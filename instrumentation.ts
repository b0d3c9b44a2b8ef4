/** Next calls this once in the web process, before it serves. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { watchIncoming } = await import('#server/incoming.ts')
  watchIncoming()
}
