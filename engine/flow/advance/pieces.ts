import type { Entries, LoopValues, Node, RunState } from './state.ts'
import type { JsonObject } from '../flow.ts'

/** What has no row of its own and is stored piece by piece: iterations, what loops go over, what was folded away. */
type Piece = 'iteration' | 'loop' | 'gathered' | 'chunk'

/** A state without its task runs and without what is kept piece by piece. */
export type Root = Omit<RunState, 'nodes' | 'loops' | 'gathered' | 'chunks'>

/** The pieces of a state, each the same object as long as it is the same. */
export function piecesOf({ nodes, loops = {}, gathered = {}, chunks = {} }: RunState): Map<string, object> {
  const pieces = new Map<string, object>()
  for (const node of Object.values(nodes)) if (node.iterationOf) pieces.set(`iteration:${node.id}`, node)
  for (const [id, values] of Object.entries(loops)) pieces.set(`loop:${id}`, values)
  for (const [id, outputs] of Object.entries(gathered)) pieces.set(`gathered:${id}`, outputs)
  for (const [id, entries] of Object.entries(chunks)) pieces.set(`chunk:${id}`, entries)
  return pieces
}

/** Puts the pieces back. */
export function withPieces(
  root: Root,
  nodes: readonly Node[],
  pieces: Readonly<Record<string, unknown>>,
): { root: Omit<RunState, 'nodes'>; nodes: Node[] } {
  const named = <T>(kind: Piece): [string, T][] =>
    Object.entries(pieces)
      .filter(([key]) => key.startsWith(`${kind}:`))
      .map(([key, value]) => [key.slice(kind.length + 1), value as T])
  return {
    root: {
      ...root,
      loops: Object.fromEntries(named<LoopValues>('loop')),
      gathered: Object.fromEntries(named<Record<string, JsonObject>>('gathered')),
      chunks: Object.fromEntries(named<Entries>('chunk')),
    },
    nodes: [...nodes, ...named<Node>('iteration').map(([, node]) => node)],
  }
}
