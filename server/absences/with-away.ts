import type { Away } from './view.ts'

/** The people, with the word beside those who are not there. */
export function withAway<P extends { id: string }>(
  people: readonly P[],
  away: ReadonlyMap<string, Away>,
): (P & { away?: Away })[] {
  return people.map((person) => {
    const absent = away.get(person.id)
    return absent ? { ...person, away: absent } : person
  })
}
