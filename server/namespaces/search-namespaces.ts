import type { Actor } from '#server/actor.ts'
import { db, Prisma } from '#server/db.ts'
import { demand, isWithin, namespacesOf } from '#server/people/can.ts'

export interface NamespaceSearch {
  /** Part of the name. */
  q?: string
  /** Just this one. */
  name?: string
  /** With everything below it. */
  within?: string
  /** Only those that were made or hold something themselves; else those above them too. */
  existing?: boolean
}

/** More are not looked at. */
const most = 20_000

/** Names of the namespaces that the actor may see: those that were made or hold something, and those above them, in their order. @throws AppError `forbidden` */
export async function namespaceNames(actor: Actor, search: NamespaceSearch = {}): Promise<string[]> {
  const roots = namespacesOf(actor, 'namespace:read')
  if (roots !== 'all' && roots.length === 0) demand(actor, 'namespace:read')
  const seen =
    roots === 'all'
      ? Prisma.sql`TRUE`
      : Prisma.sql`(${Prisma.join(
          roots.map((root) => Prisma.sql`namespace = ${root} OR starts_with(namespace, ${`${root}.`})`),
          ' OR ',
        )})`
  const rows = await db.$queryRaw<{ namespace: string }[]>(Prisma.sql`
    SELECT namespace FROM "Flow" WHERE NOT deleted AND ${seen}
    UNION SELECT namespace FROM "KeyValue" WHERE ${seen}
    UNION SELECT namespace FROM "NamespaceFile" WHERE ${seen}
    UNION SELECT namespace FROM "Secret" WHERE ${seen}
    UNION SELECT namespace FROM (SELECT id AS namespace FROM "Namespace") AS made WHERE ${seen} LIMIT ${most}`)
  const names = new Set(rows.map(({ namespace }) => namespace))
  if (!search.existing) for (const name of [...names]) for (const above of ancestorsOf(name)) names.add(above)
  const allowed = (name: string) => roots === 'all' || roots.some((root) => isWithin(name, root))
  return [...names].filter((name) => allowed(name) && fits(name, search)).sort()
}

/** `a.b.c` lies in `a.b` and in `a`. */
function ancestorsOf(name: string): string[] {
  const parts = name.split('.')
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'))
}

function fits(name: string, { q = '', name: exact, within }: NamespaceSearch): boolean {
  if (exact !== undefined && name !== exact) return false
  if (within !== undefined && !isWithin(name, within)) return false
  return name.includes(q.trim().toLowerCase())
}

/** Namespaces by their names, with what was said of them. */
export async function described(
  ids: readonly string[],
): Promise<{ id: string; deleted: boolean; description?: string }[]> {
  const rows = await db.namespace.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, description: true },
  })
  const texts = new Map(rows.map((row) => [row.id, row.description ?? undefined]))
  return ids.map((id) => ({ id, deleted: false, description: texts.get(id) }))
}
