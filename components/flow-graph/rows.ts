/** More blocks side by side go into a second row. */
const mostInRow = 8

/** Members in rows: each stands below all that lead to it. Those in a circle stand where they are met first. */
export function rows(members: readonly string[], edges: readonly [string, string][]): string[][] {
  const after = new Map<string, string[]>()
  const open = new Map(members.map((uid) => [uid, 0]))
  for (const [source, target] of edges) {
    after.set(source, [...(after.get(source) ?? []), target])
    open.set(target, (open.get(target) ?? 0) + 1)
  }
  const depths = new Map<string, number>()
  const ready = members.filter((uid) => open.get(uid) === 0)
  for (let uid = ready.shift(); uid !== undefined; uid = ready.shift()) {
    const depth = depths.get(uid) ?? 0
    depths.set(uid, depth)
    for (const next of after.get(uid) ?? []) {
      depths.set(next, Math.max(depths.get(next) ?? 0, depth + 1))
      const left = (open.get(next) ?? 1) - 1
      open.set(next, left)
      if (left === 0) ready.push(next)
    }
  }
  const found: string[][] = []
  for (const uid of members) {
    const depth = depths.get(uid) ?? 0
    const row = (found[depth] ??= [])
    row.push(uid)
  }
  return found.filter((row) => row !== undefined).flatMap(split)
}

/** Evenly full rows. */
function split(row: readonly string[]): string[][] {
  const count = Math.ceil(row.length / mostInRow)
  const size = Math.ceil(row.length / count)
  return Array.from({ length: count }, (_, at) => row.slice(at * size, (at + 1) * size))
}
