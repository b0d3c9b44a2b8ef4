import type { Flow } from '#engine/flow/flow.ts'
import { buildGraph } from '#engine/flow/graph/build-graph.ts'
import { drawingOf } from '#engine/flow/graph/layout.ts'
import type { DrawnRun, FlowGraph } from '#engine/flow/graph/types.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import type { Actor } from '#server/actor.ts'
import { AppError } from '#server/errors.ts'
import { demand } from '#server/people/can.ts'
import { getExecution } from '#server/runs/get-execution.ts'
import { getFlow } from './get-flow.ts'
import { graphView } from './graph-view.ts'
import { readToSave } from './save-flow.ts'

const unfoldedAtMost = 50

/** Uids of the calls that are drawn as the flows that they start: `root.launch`, `root.launch.inner`. */
type Subflows = readonly string[]

interface GraphQuery {
  revision?: number
  subflows?: Subflows
  /** Of a flow that is gone too. */
  allowDeleted?: boolean
}

/** The graph of a revision of a flow. @throws AppError `not-found`, `invalid` for a subflow that cannot be unfolded */
export async function flowGraph(
  actor: Actor,
  key: { namespace: string; id: string },
  { revision, subflows = [], allowDeleted }: GraphQuery,
): Promise<JsonObject> {
  const { flow, source } = await getFlow(actor, key, { revision, allowDeleted })
  return draw(actor, { flow, source, subflows })
}

/** The graph of a source that need not be saved. @throws AppError `invalid` with every problem of the source */
export async function sourceGraph(
  actor: Actor,
  source: string,
  subflows: Subflows = [],
): Promise<JsonObject> {
  const flow = await readToSave(source)
  demand(actor, 'flow:read', { namespace: flow.namespace })
  return draw(actor, { flow, source, subflows })
}

/** The graph of an execution: what has run has its task run, loops are unrolled. @throws AppError `not-found` */
export async function executionGraph(actor: Actor, id: string, subflows: Subflows = []): Promise<JsonObject> {
  const { namespace, flowId, flowRevision, taskRunList } = await getExecution(actor, id)
  const key = { namespace, id: flowId }
  const { flow, source } = await getFlow(actor, key, { revision: flowRevision, allowDeleted: true })
  const runs = taskRunList.map((run) => ({
    id: run.id,
    taskId: run.taskId,
    parentTaskRunId: run.parentTaskRunId ?? undefined,
    value: run.value ?? undefined,
  }))
  const byId = new Map(taskRunList.map((run) => [run.id, run]))
  return draw(actor, { flow, source, subflows, runs, runViews: byId })
}

interface Draw {
  flow: Flow
  source: string
  subflows: Subflows
  runs?: DrawnRun[]
  runViews?: ReadonlyMap<string, object>
}

async function draw(actor: Actor, { flow, source, subflows, runs, runViews }: Draw): Promise<JsonObject> {
  if (subflows.length > unfoldedAtMost)
    throw new AppError('too-large', `At most ${unfoldedAtMost} subflows can be unfolded.`)
  const unfolded = new Map<string, Flow>()
  const sources = [source]
  const build = () => buildGraph({ flow, runs, ...drawingOf(vocabulary), unfold: (uid) => unfolded.get(uid) })
  let graph = build()
  // Outer calls first: what lies in them is drawn only when they are unfolded.
  for (const uid of [...subflows].sort((a, b) => a.length - b.length)) {
    const called = callAt(graph, uid, flow)
    if (!called) continue
    const child = await getFlow(actor, called)
    unfolded.set(uid, child.flow)
    sources.push(child.source)
    graph = build()
  }
  return graphView(graph, { sources, runs: runViews })
}

function callAt(graph: FlowGraph, uid: string, flow: Flow): { namespace: string; id: string } | undefined {
  const node = graph.nodes.find((one) => one.uid === uid)
  if (node?.kind !== 'call') return undefined
  const called = vocabulary.tasks.get(node.task.type)?.calls?.(node.task.properties)
  if (!called) {
    const message = `Can't expand subflow task '${node.task.id}' because namespace and/or flowId contains dynamic values.`
    throw new AppError('invalid', message, { details: [{ path: 'query.subflows', message }] })
  }
  return { namespace: called.namespace ?? flow.namespace, id: called.flowId }
}
