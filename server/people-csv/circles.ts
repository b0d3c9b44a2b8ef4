/** Whether somebody is above themselves. */
export function inCircle(id: string, above: ReadonlyMap<string, string | null>): boolean {
  const seen = new Set<string>()
  for (let one = above.get(id); one; one = above.get(one)) {
    if (one === id) return true
    // another's circle, further up, is told of those who are in it
    if (seen.has(one)) return false
    seen.add(one)
  }
  return false
}
