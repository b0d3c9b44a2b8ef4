import { rows } from './rows.ts'
import type { Shape, ShapeEdge } from './shape.ts'

/** Pixels from the top left corner. */
export interface Box {
  x: number
  y: number
  width: number
  height: number
}

export interface Laid {
  width: number
  height: number
  /** By uid, of nodes and clusters. */
  boxes: ReadonlyMap<string, Box>
}

const taskSize = { width: 208, height: 52 }
const dotSize = { width: 10, height: 10 }
const gapX = 28
const gapY = 40
const padding = 20
/** Room for the name of a cluster. */
const header = 28

interface Block {
  width: number
  height: number
  /** Relative to the block. */
  boxes: Map<string, Box>
}

/**
 * Places the nodes of a graph, from top to bottom. Each cluster is laid out by itself and then is one block in the cluster
 * around it, so that the work grows with the number of tasks.
 */
export function layOut({ nodes, clusters, edges }: Shape): Laid {
  const homes = new Map<string, string | undefined>(clusters.map(({ uid, parent }) => [uid, parent]))
  for (const { uid, members } of clusters)
    for (const member of members) if (!homes.has(member)) homes.set(member, uid)
  const lifted = lift(edges, homes)
  const groups = new Map(clusters.map((cluster) => [cluster.uid, cluster]))
  const sizes = new Map(nodes.map(({ uid, kind }) => [uid, kind === 'dot' ? dotSize : taskSize]))

  function blockOf(uid: string | undefined, members: readonly string[]): Block {
    const inner = new Map<string, Block>()
    for (const member of members) {
      const cluster = groups.get(member)
      const size = sizes.get(member)
      if (cluster) inner.set(member, framed(blockOf(member, cluster.members)))
      else if (size) inner.set(member, { ...size, boxes: new Map() })
    }
    const places = placed(inner, lifted.get(uid) ?? [])
    const boxes = new Map<string, Box>()
    for (const [member, block] of inner) {
      const { x = 0, y = 0 } = places.at.get(member) ?? {}
      boxes.set(member, { x, y, width: block.width, height: block.height })
      for (const [name, box] of block.boxes) boxes.set(name, { ...box, x: box.x + x, y: box.y + y })
    }
    return { width: places.width, height: places.height, boxes }
  }

  const outer = [...nodes, ...clusters].map(({ uid }) => uid).filter((uid) => homes.get(uid) === undefined)
  return blockOf(undefined, outer)
}

/** The block with a frame around it, and its name above. */
function framed({ width, height, boxes }: Block): Block {
  const moved = [...boxes].map(([uid, box]): [string, Box] => [
    uid,
    { ...box, x: box.x + padding, y: box.y + header },
  ])
  return { width: width + 2 * padding, height: height + header + padding, boxes: new Map(moved) }
}

/** Edges by the innermost cluster that holds both ends, between its members. */
function lift(
  edges: readonly ShapeEdge[],
  homes: ReadonlyMap<string, string | undefined>,
): Map<string | undefined, [string, string][]> {
  const lineOf = (uid: string) => {
    const line = [uid]
    for (let at = homes.get(uid); at !== undefined; at = homes.get(at)) line.unshift(at)
    return line
  }
  const lifted = new Map<string | undefined, [string, string][]>()
  for (const { source, target } of edges) {
    const [from, to] = [lineOf(source), lineOf(target)]
    let depth = 0
    while (from[depth] === to[depth] && depth < from.length - 1 && depth < to.length - 1) depth++
    const [a, b] = [from[depth], to[depth]]
    if (a === undefined || b === undefined || a === b) continue
    const home = from[depth - 1]
    const list = lifted.get(home)
    if (list) list.push([a, b])
    else lifted.set(home, [[a, b]])
  }
  return lifted
}

interface Places {
  width: number
  height: number
  at: ReadonlyMap<string, { x: number; y: number }>
}

/** Row by row: each block stands as near below those that lead to it as its neighbours allow. */
function placed(blocks: ReadonlyMap<string, Block>, edges: readonly [string, string][]): Places {
  const middles = new Map<string, number>()
  const tops = new Map<string, number>()
  const before = new Map<string, string[]>()
  for (const [source, target] of edges) before.set(target, [...(before.get(target) ?? []), source])
  let y = 0
  for (const row of rows([...blocks.keys()], edges)) {
    const wishOf = (uid: string) =>
      mean((before.get(uid) ?? []).flatMap((one) => middles.get(one) ?? [])) ?? 0
    // sorting is stable: equal wishes stand in the source's order
    const order = row.map((uid) => ({ uid, wish: wishOf(uid) })).sort((a, b) => a.wish - b.wish)
    const widths = order.map(({ uid }) => blocks.get(uid)?.width ?? 0)
    const found = apart(
      order.map(({ wish }) => wish),
      widths,
    )
    order.forEach(({ uid }, at) => {
      middles.set(uid, found[at] ?? 0)
      tops.set(uid, y)
    })
    y += Math.max(...row.map((uid) => blocks.get(uid)?.height ?? 0)) + gapY
  }
  const left = Math.min(0, ...Array.from(blocks, ([uid, { width }]) => (middles.get(uid) ?? 0) - width / 2))
  const right = Math.max(0, ...Array.from(blocks, ([uid, { width }]) => (middles.get(uid) ?? 0) + width / 2))
  const at = new Map(
    Array.from(blocks, ([uid, { width }]) => [
      uid,
      { x: (middles.get(uid) ?? 0) - width / 2 - left, y: tops.get(uid) ?? 0 },
    ]),
  )
  return { width: right - left, height: Math.max(0, y - gapY), at }
}

function mean(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : numbers.reduce((sum, one) => sum + one, 0) / numbers.length
}

/** Middles as near to those wished as widths allow, in the same order; on the whole they move as little to the left as to the right. */
function apart(wished: readonly number[], widths: readonly number[]): number[] {
  const found: number[] = []
  wished.forEach((wish, at) => {
    const last = found[at - 1]
    const least = last === undefined ? wish : last + (widths[at - 1] ?? 0) / 2 + gapX + (widths[at] ?? 0) / 2
    found.push(Math.max(wish, least))
  })
  const shift = mean(found.map((middle, at) => middle - (wished[at] ?? 0))) ?? 0
  return found.map((middle) => middle - shift)
}
