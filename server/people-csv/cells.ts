import type { StoredRole } from '#server/roles/view.ts'
import { between, type Column } from './columns.ts'

/** Somebody as a file has them, with the ids of their roles. */
export interface Written {
  email: string
  name: string
  /** Slugs. */
  groups: readonly string[]
  roles: readonly { role: string; namespace?: string | null }[]
  /** Mail address. */
  manager?: string | null
  timeZone: string
  language: string
  active: boolean
}

/** Their cells; lists in an order of their own, so that the same is written the same. */
export function cellsOf(
  person: Written,
  roles: readonly Pick<StoredRole, 'id' | 'name'>[],
): Record<Column, string> {
  const { email, name, groups, manager, timeZone, language, active } = person
  const named = person.roles.map(({ role, namespace }) => {
    const called = roles.find(({ id }) => id === role)?.name ?? role
    // a name with a sign of this spelling in it would be read as something else
    const word = /[;|@\n]/.test(called) ? role : called
    return namespace ? `${word}@${namespace}` : word
  })
  return {
    mail: email,
    name,
    groups: [...groups].sort().join(between),
    roles: named.sort().join(between),
    manager: manager ?? '',
    timeZone,
    language,
    active: String(active),
  }
}
