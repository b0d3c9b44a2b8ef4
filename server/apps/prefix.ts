import type { Tx } from '#server/db.ts'

/**
 * The wanted prefix of request numbers, or the next one that no other app has or had: `PUR`, else `PUR2`.
 * Numbers are unique over all apps only because prefixes are: the lock holds until the commit.
 * @param wanted letters and digits
 */
export async function freePrefix(tx: Tx, wanted: string): Promise<string> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('app-prefix', 0))`
  const taken = await tx.app.findMany({ where: { prefix: { startsWith: wanted } }, select: { prefix: true } })
  const names = new Set(taken.map((app) => app.prefix))
  for (let i = 1; ; i++) {
    const prefix = i === 1 ? wanted : `${wanted}${i}`
    if (names.has(prefix)) continue
    const used = await tx.request.findFirst({
      where: { number: { startsWith: `${prefix}-` } },
      select: { id: true },
    })
    if (!used) return prefix
  }
}
