import type { Tx } from '#server/db.ts'

/**
 * A prefix of request numbers that no other app has, made from a name: `purchase-request` gives `PUR`, a second one `PUR2`.
 * Numbers are unique over all apps only because prefixes are: the lock holds until the commit.
 */
export async function freePrefix(tx: Tx, name: string): Promise<string> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('app-prefix', 0))`
  const letters = name.replace(/[^a-zA-Z]/g, '').toUpperCase()
  const base = letters.length >= 2 ? letters.slice(0, 3) : 'REQ'
  const taken = await tx.app.findMany({ where: { prefix: { startsWith: base } }, select: { prefix: true } })
  const names = new Set(taken.map((app) => app.prefix))
  let prefix = base
  for (let i = 2; names.has(prefix); i++) prefix = `${base}${i}`
  return prefix
}
