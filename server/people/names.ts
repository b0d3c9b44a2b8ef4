/** A name whole, or in two parts, as clients of Kestra spell it. */
export interface NameGiven {
  name?: string
  firstName?: string | null
  lastName?: string | null
}

/** The last word of a name is the last name. */
export function partsOf(name: string): { firstName: string; lastName: string } {
  const space = name.lastIndexOf(' ')
  if (space < 0) return { firstName: name, lastName: '' }
  return { firstName: name.slice(0, space), lastName: name.slice(space + 1) }
}

/** The name that is meant; a part that is not given stays as it was. Undefined: none is given. */
export function nameOf({ name, firstName, lastName }: NameGiven, before = ''): string | undefined {
  if (name !== undefined) return name
  const there = partsOf(before)
  const first = firstName ?? there.firstName
  const last = lastName ?? there.lastName
  if (firstName === undefined && lastName === undefined) return undefined
  return [first, last].filter(Boolean).join(' ') || undefined
}
