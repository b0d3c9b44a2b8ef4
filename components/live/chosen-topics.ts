/** What the server takes of one stream. */
const most = 50

/** What a tab wants to hear. */
export interface Wish {
  topics: readonly string[]
  /** Somebody looks at it. */
  visible: boolean
}

/**
 * What one stream hears for all tabs: where they want more than it takes, first what somebody looks at, then what was wanted last.
 * @param wishes the newest last
 * @returns sorted, so that the same topics are the same stream
 */
export function chosenTopics(wishes: Iterable<Wish>): string[] {
  const newest = [...wishes].reverse()
  const ordered = [...newest.filter(({ visible }) => visible), ...newest.filter(({ visible }) => !visible)]
  return [...new Set(ordered.flatMap(({ topics }) => topics))].slice(0, most).sort()
}
