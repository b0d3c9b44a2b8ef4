import type { Json, JsonObject } from '#engine/flow/flow.ts'
import { quorumText } from '#server/approvals/deciders.ts'
import type { Quorum } from '#engine/flow/approvals/types.ts'

/** Who is asked, as a flow rendered it: `[deciders, order]`. */
type Who = [Json, Json]

/** Slugs, ids and mails that are named in it. */
export function namesIn(who: string): string[] {
  return groupsIn(who).flatMap(({ group, people, managersOf }) => [...group, ...people, ...managersOf])
}

/** In words: "Finance (2 of them), then Ana Ruiz". @param names what people call them, in lower case */
export function decidersText(who: string, names: ReadonlyMap<string, string>): string {
  const [, order] = JSON.parse(who) as Who
  const called = (name: string) => names.get(name.toLowerCase()) ?? name
  const texts = groupsIn(who).map(({ group, people, managersOf, quorum }) => {
    const all = [
      ...group.map(called),
      ...people.map(called),
      ...managersOf.map((name) => `manager of ${called(name)}`),
    ]
    const many = group.length > 0 || all.length > 1
    return many && quorum !== undefined ? `${all.join(' and ')} (${quorumText(quorum)})` : all.join(' and ')
  })
  return texts.join(order === 'sequential' ? ', then ' : ', ')
}

interface Group {
  group: string[]
  people: string[]
  managersOf: string[]
  quorum?: Quorum
}

function groupsIn(who: string): Group[] {
  const [deciders] = JSON.parse(who) as Who
  if (!Array.isArray(deciders)) return []
  return deciders.filter(isMap).map((one) => ({
    group: listOf(one.group),
    people: [...listOf(one.user), ...listOf(one.users)],
    managersOf: listOf(one.managerOf),
    quorum: (one.quorum ?? undefined) as Quorum | undefined,
  }))
}

function listOf(value: Json | undefined): string[] {
  const list = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : []
  return list.flatMap((one) => (typeof one === 'string' && one.trim() !== '' ? [one.trim()] : []))
}

function isMap(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
