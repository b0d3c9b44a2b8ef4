import { allTasks } from '#engine/flow/find-task.ts'
import type { Flow } from '#engine/flow/flow.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { can, demand } from '#server/people/can.ts'
import { flowOf } from './compiled.ts'
import { getFlow } from './get-flow.ts'
import type { FlowKey } from './many.ts'
import { newestSources } from './newest-sources.ts'

type RelationOfFlows = 'FLOW_TASK' | 'FLOW_TRIGGER'

interface Link {
  source: string
  target: string
  relation: RelationOfFlows
}

export interface FlowTopology {
  nodes: { uid: string; namespace: string; id: string }[]
  edges: Link[]
}

export interface WhichDependencies {
  /** Only what this flow starts, not what starts it. */
  destinationOnly?: boolean
  /** And what these start, and so on. */
  expandAll?: boolean
}

/** Flows drawn at most. */
const most = 500

/**
 * Which flows a flow starts, by a task or because theirs listen to it, and which start it; as far as the actor may read them.
 * @throws AppError `not-found`
 */
export async function flowDependencies(
  actor: Actor,
  key: FlowKey,
  { destinationOnly = false, expandAll = false }: WhichDependencies = {},
): Promise<FlowTopology> {
  await getFlow(actor, key)
  const edges = new Map<string, Link>()
  const nodes = new Map([[uidOf(key), key]])
  const waiting = [key]
  for (let at = waiting.shift(); at; at = waiting.shift()) {
    for (const { from, to, relation } of await linksOf(actor, at)) {
      if (destinationOnly && uidOf(to) === uidOf(at) && uidOf(from) !== uidOf(at)) continue
      if (nodes.size >= most) break
      const link = { source: uidOf(from), target: uidOf(to), relation }
      edges.set(`${link.source} ${link.target} ${relation}`, link)
      for (const one of [from, to]) {
        if (nodes.has(uidOf(one))) continue
        nodes.set(uidOf(one), one)
        if (expandAll) waiting.push(one)
      }
    }
  }
  return {
    nodes: [...nodes].map(([uid, { namespace, id }]) => ({ uid, namespace, id })),
    edges: [...edges.values()],
  }
}

/**
 * The same for all flows of a namespace, or for all that there are; 500 at most.
 * @throws AppError `forbidden`, `not-found`
 */
export async function namespaceDependencies(
  actor: Actor,
  namespace: string | undefined,
  { destinationOnly = false }: Pick<WhichDependencies, 'destinationOnly'> = {},
): Promise<FlowTopology> {
  if (namespace !== undefined) demand(actor, 'flow:read', { namespace })
  const { results } = await newestSources(actor, { namespace, texts: [], limit: most })
  const own = results.filter((found) => namespace === undefined || found.namespace === namespace)
  const uids = new Set(own.map(uidOf))
  // Who starts a flow of the namespace, or listens to one, names the namespace or lies in it.
  const outside =
    namespace === undefined || destinationOnly
      ? []
      : (await newestSources(actor, { texts: [namespace], limit: most })).results
  const sources = new Map([...own, ...outside].map((found) => [uidOf(found), found]))
  const links = [...sources.values()].flatMap(({ flow }) => linksIn(flow))
  const known = await readable(actor, links)
  const drawn = links.filter((link) => {
    const ends = [uidOf(link.from), uidOf(link.to)]
    return ends.every((uid) => known.has(uid)) && ends.some((uid) => uids.has(uid))
  })
  const nodes = new Map<string, FlowKey>(own.map((found) => [uidOf(found), found]))
  for (const one of drawn.flatMap(({ from, to }) => [from, to])) nodes.set(uidOf(one), one)
  const edges = new Map(drawn.map((link) => [printed(link), link]))
  return {
    nodes: [...nodes].map(([uid, { namespace: of, id }]) => ({ uid, namespace: of, id })),
    edges: [...edges.values()].map(({ from, to, relation }) => ({
      source: uidOf(from),
      target: uidOf(to),
      relation,
    })),
  }
}

function printed({ from, to, relation }: Directed): string {
  return `${uidOf(from)} ${uidOf(to)} ${relation}`
}

function uidOf({ namespace, id }: FlowKey): string {
  return `${namespace}_${id}`
}

interface Directed {
  from: FlowKey
  to: FlowKey
  relation: RelationOfFlows
}

async function linksOf(actor: Actor, key: FlowKey): Promise<Directed[]> {
  const own = await db.flow.findUnique({ where: { namespace_id: key } })
  const revision =
    own &&
    (await db.flowRevision.findUnique({
      where: {
        namespace_flowId_revision: { namespace: key.namespace, flowId: key.id, revision: own.revision },
      },
      select: { compiled: true },
    }))
  // Who names this flow has its id, or its namespace, in the source.
  const { results } = await newestSources(actor, { texts: [key.id, key.namespace], limit: most })
  const others = results.filter(({ namespace, id }) => namespace !== key.namespace || id !== key.id)
  const starts = revision ? linksIn(flowOf(revision.compiled)) : []
  const known = await readable(actor, starts)
  return [
    ...starts.filter(({ from, to }) => known.has(uidOf(from)) && known.has(uidOf(to))),
    ...others.flatMap(({ flow }) => linksIn(flow)),
  ].filter(({ from, to }) => uidOf(from) === uidOf(key) || uidOf(to) === uidOf(key))
}

/** Of the flows that are named those that exist and may be read. */
async function readable(actor: Actor, links: readonly Directed[]): Promise<Set<string>> {
  const keys = links.flatMap(({ from, to }) => [from, to])
  if (keys.length === 0) return new Set()
  const rows = await db.flow.findMany({
    where: { deleted: false, OR: keys.map(({ namespace, id }) => ({ namespace, id })) },
    select: { namespace: true, id: true },
  })
  return new Set(rows.filter(({ namespace }) => can(actor, 'flow:read', { namespace })).map(uidOf))
}

/** What a flow's own source says: the flows that its tasks start, and those that its triggers listen to. */
function linksIn(flow: Flow): Directed[] {
  const self = { namespace: flow.namespace, id: flow.id }
  const calls = [...allTasks(flow)].flatMap((task): Directed[] => {
    const called = vocabulary.tasks.get(task.type)?.calls?.(task.properties)
    const to = called && { namespace: called.namespace ?? flow.namespace, id: called.flowId }
    return to ? [{ from: self, to, relation: 'FLOW_TASK' }] : []
  })
  const listens = flow.triggers.flatMap(({ type, properties }): Directed[] =>
    (vocabulary.triggers.get(type)?.listensTo?.(properties) ?? []).flatMap(({ namespace, flowId }) =>
      flowId === undefined
        ? []
        : [{ from: { namespace, id: flowId }, to: self, relation: 'FLOW_TRIGGER' as const }],
    ),
  )
  return [...calls, ...listens]
}
