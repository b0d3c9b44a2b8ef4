import type { FlowGraph, GraphNode } from '#engine/flow/graph/types.ts'
import type { Json, JsonObject } from '#engine/flow/flow.ts'
import { sourceJson } from '#engine/flow/parse/source-json.ts'
import { stored } from './compiled.ts'

/** Names of the kinds of nodes as Kestra's clients know them. */
const kinds: Readonly<Record<GraphNode['kind'] | 'cluster' | 'unfolded', string>> = {
  start: 'io.kestra.core.models.hierarchies.GraphClusterRoot',
  end: 'io.kestra.core.models.hierarchies.GraphClusterEnd',
  join: 'io.kestra.core.models.hierarchies.GraphClusterFinally',
  task: 'io.kestra.core.models.hierarchies.GraphTask',
  call: 'io.kestra.core.models.hierarchies.SubflowGraphTask',
  trigger: 'io.kestra.core.models.hierarchies.GraphTrigger',
  cluster: 'io.kestra.core.models.hierarchies.GraphCluster',
  unfolded: 'io.kestra.core.models.hierarchies.SubflowGraphCluster',
}

interface Shown {
  /** Of the flow, and of those that are unfolded in it. */
  sources: readonly string[]
  /** Task runs in their own shape, by id. */
  runs?: ReadonlyMap<string, object>
}

/** Kestra's shape of a graph; tasks and triggers are as the author wrote them. */
export function graphView(graph: FlowGraph, { sources, runs }: Shown): JsonObject {
  const written = new Map(sources.flatMap((source) => [...partsOf(sourceJson(source) ?? {})]))
  const nodes = new Map(graph.nodes.map((node) => [node.uid, nodeView(node, written, runs)]))
  const clusters = graph.clusters.map(({ uid, taskNode, branchType, relationType, ...rest }) => {
    const own = taskNode === undefined ? undefined : nodes.get(taskNode)
    const type = own?.type === kinds.call ? kinds.unfolded : kinds.cluster
    return {
      cluster: { uid, type, error: branchType === 'ERROR', branchType, relationType, taskNode: own },
      ...rest,
    }
  })
  const flowables = graph.clusters.flatMap(({ taskNode }) => taskNode ?? [])
  return stored({ nodes: [...nodes.values()], edges: graph.edges, clusters, flowables }) as JsonObject
}

function nodeView(
  node: GraphNode,
  written: ReadonlyMap<string, JsonObject>,
  runs: Shown['runs'],
): Record<string, unknown> {
  const { uid, branchType } = node
  const common = { uid, type: kinds[node.kind], error: branchType === 'ERROR', branchType }
  if (node.kind === 'trigger') {
    const { id, type, disabled } = node.trigger
    const triggerDeclaration = written.get(`trigger ${id}`) ?? { id, type, disabled }
    return { ...common, triggerDeclaration }
  }
  if (node.kind !== 'task' && node.kind !== 'call') return common
  const { task, run, values, relationType } = node
  return {
    ...common,
    task: written.get(`task ${task.id}`) ?? { id: task.id, type: task.type },
    taskRun: run && (runs?.get(run.id) ?? run),
    values,
    relationType,
  }
}

/** Tasks and triggers of a source by their ids. */
function* partsOf(flow: JsonObject): Generator<[string, JsonObject]> {
  for (const [key, value] of Object.entries(flow)) {
    if (key === 'triggers')
      for (const trigger of mapsIn(value)) yield [`trigger ${String(trigger.id)}`, trigger]
    else if (key !== 'inputs' && key !== 'outputs' && key !== 'variables') yield* tasksIn(value)
  }
}

function* tasksIn(value: Json | undefined): Generator<[string, JsonObject]> {
  if (Array.isArray(value)) for (const item of value) yield* tasksIn(item)
  else if (typeof value === 'object' && value !== null) {
    if (typeof value.id === 'string' && typeof value.type === 'string') yield [`task ${value.id}`, value]
    for (const inner of Object.values(value)) yield* tasksIn(inner)
  }
}

function mapsIn(value: Json | undefined): JsonObject[] {
  const items = Array.isArray(value) ? value : []
  return items.flatMap((item) =>
    typeof item === 'object' && item !== null && !Array.isArray(item) ? [item] : [],
  )
}
