import type { Newcomers } from './amendment.ts'
import { mayAct, needed } from './policy.ts'
import type { FrozenGroup, PersonRef, Policy } from './types.ts'

/** How many must agree stays what it was when the approval was opened, whoever comes or goes. */
function fixed(policy: Policy, group: FrozenGroup): FrozenGroup {
  const { quorum } = group
  return quorum === 'any' || typeof quorum === 'number' ? group : { ...group, quorum: needed(policy, group) }
}

function withPeople(policy: Policy, group: FrozenGroup, people: readonly PersonRef[]): FrozenGroup {
  const unique = new Map(people.map((person) => [person.id, person]))
  return { ...fixed(policy, group), people: [...unique.values()] }
}

/** Somebody in the place of somebody else, in each group that they are in. */
export function inPlaceOf(policy: Policy, from: string, to: PersonRef): Policy {
  return {
    ...policy,
    groups: policy.groups.map((group) =>
      group.people.some(({ id }) => id === from)
        ? withPeople(
            policy,
            group,
            group.people.map((person) => (person.id === from ? to : person)),
          )
        : group,
    ),
  }
}

/** A group of one at the end. */
export function withGroupOf(policy: Policy, person: PersonRef): Policy {
  return { ...policy, groups: [...policy.groups, { title: person.name, people: [person], quorum: 'any' }] }
}

/** Without those who have gone, and with those who came. */
export function replaced(policy: Policy, gone: readonly string[], come: readonly Newcomers[]): Policy {
  return {
    ...policy,
    groups: policy.groups.map((group, index) => {
      const newcomers = come.find(({ groupIndex }) => groupIndex === index)?.people ?? []
      const stay = group.people.filter(({ id }) => !gone.includes(id))
      if (stay.length === group.people.length && newcomers.length === 0) return group
      return withPeople(policy, group, [...stay, ...newcomers])
    }),
  }
}

/** With those who came. Nobody comes who may not decide. */
export function widened(policy: Policy, come: readonly Newcomers[]): Policy {
  return replaced(
    policy,
    [],
    come.map(({ groupIndex, people }) => ({
      groupIndex,
      people: people.filter(({ id }) => mayAct(policy, id)),
    })),
  )
}
