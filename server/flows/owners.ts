import type { Flow } from '#engine/flow/flow.ts'
import type { Tx } from '#server/db.ts'

export interface Owners {
  /** What a reader is told: the group's name, or "the engineers". */
  title: string
  people: { id: string; name: string }[]
  /** Whether it is the flow's own group. */
  byGroup: boolean
}

/** Who is told when the flow fails: the group that its `owner` names, else the namespace's engineers. */
export async function ownersOf(tx: Tx, flow: Pick<Flow, 'owner' | 'namespace'>): Promise<Owners> {
  const person = { select: { id: true, name: true, active: true } }
  if (flow.owner !== undefined) {
    const group = await tx.group.findUnique({
      where: { slug: flow.owner },
      select: { name: true, members: { select: { person } } },
    })
    const people = (group?.members ?? []).map((member) => member.person).filter((one) => one.active)
    if (group && people.length > 0) return { title: group.name, people, byGroup: true }
  }
  const bindings = await tx.roleBinding.findMany({
    where: {
      role: 'engineer',
      OR: [{ namespace: null }, { namespace: { in: withParents(flow.namespace) } }],
    },
    select: { person, group: { select: { members: { select: { person } } } } },
  })
  const people = bindings
    .flatMap((binding) => [binding.person, ...(binding.group?.members ?? []).map((member) => member.person)])
    .filter((one) => one?.active === true)
    .flatMap((one) => one ?? [])
  const unique = new Map(people.map((one) => [one.id, one]))
  return { title: 'the engineers', people: [...unique.values()], byGroup: false }
}

/** `a.b.c` gives `a`, `a.b`, `a.b.c`. */
export function withParents(namespace: string): string[] {
  const parts = namespace.split('.')
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'))
}
