import { db, type Tx } from '#server/db.ts'
import { isWithin } from '#server/people/can.ts'
import { lineOf } from './line.ts'

/** Flows of this namespace look after the whole installation: who may publish there may do it anywhere. */
export const everywhere = 'system'

const rootOf = (namespace: string) => namespace.split('.')[0] ?? namespace

/** Whether nobody has to allow it: what is in the same tree (the same first part of the name) is shared, and `system` sees to everything. */
function isNear(home: string, namespace: string): boolean {
  return rootOf(home) === rootOf(namespace) || rootOf(home) === everywhere
}

/** Which of these namespaces' flows may use what `namespace` has: near ones always, others where it, or one above it, allows that. One query at most. */
export async function whoMayUse(
  namespace: string,
  homes: readonly string[],
  client: Pick<Tx, 'namespace'> = db,
): Promise<Set<string>> {
  const near = homes.filter((home) => isNear(home, namespace))
  if (near.length === homes.length) return new Set(near)
  const rows = await client.namespace.findMany({
    where: { id: { in: lineOf(namespace) } },
    select: { allowedNamespaces: true },
  })
  const roots = rows.flatMap(({ allowedNamespaces }) => allowedNamespaces)
  return new Set([...near, ...homes.filter((home) => roots.some((root) => isWithin(home, root)))])
}

/** The same of one. */
export async function mayUse(home: string, namespace: string): Promise<boolean> {
  return (await whoMayUse(namespace, [home])).has(home)
}

/** @throws Error for what a flow of `home` may not use */
export async function demandUse(
  home: string,
  namespace: string,
  what: 'keys' | 'files' | 'secrets',
): Promise<void> {
  if (!(await mayUse(home, namespace)))
    throw new Error(
      `A flow of the namespace '${home}' may not use the ${what} of '${namespace}'. ${howAllowed(namespace)}`,
    )
}

/** What its author can do about it. */
export function howAllowed(namespace: string): string {
  return `Who looks after '${namespace}' can allow it in its settings, with \`allowedNamespaces\`.`
}
