import { RateLimiterMemory } from 'rate-limiter-flexible'
import { durationMs, isDuration } from '#engine/flow/duration.ts'
import type { HostFunctions } from '#engine/flow/expressions/types.ts'
import type { Flow, Json, JsonObject } from '#engine/flow/flow.ts'
import { judgeChecks } from '#engine/flow/inputs/checks.ts'
import { readInputs } from '#engine/flow/inputs/read-inputs.ts'
import type { InputHost } from '#engine/flow/inputs/types.ts'
import type { RunStart } from '#engine/flow/advance/events.ts'
import { semantics } from '#engine/flow/advance/semantics.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { loadReferences } from '#server/files/references.ts'
import { consume } from '#server/limits/too-often.ts'
import { howAllowed, mayUse } from '#server/namespaces/access.ts'
import { requesterOf } from '#server/people/requester-of.ts'
import { systemActor } from '#server/people/system-actor.ts'
import { transaction } from '#server/transaction.ts'
import { flowToStart } from './flow-to-start.ts'
import { demandRight } from './input-refusal.ts'
import { insertExecution } from './insert-execution.ts'
import { endExecution } from './kill-execution.ts'
import { labelsOf } from './labels.ts'
import { newExecutionId } from './new-id.ts'
import { waitForExecution } from './wait-for-execution.ts'

const names = ['namespace', 'id', 'inputs', 'revision', 'labels', 'timeout'] as const
type Argument = (typeof names)[number]

const usualMs = 10_000
const longestMs = 60_000
/** A flow whose own inputs ask a flow, and so on. */
const deepest = 3
/** Runs a minute of one flow and web process: what people type must not start a run at each key. */
const runs = new RateLimiterMemory({ points: 120, duration: 60 })

/** Whose inputs ask. */
export interface SubflowCaller {
  actor: Actor
  flow: Pick<Flow, 'id' | 'namespace'>
  /** Flows that asked before. */
  depth: number
  /** What the inputs of the flow that is asked are read with. */
  hostFor(target: Flow): InputHost
}

/**
 * `subflow(namespace, id, inputs, revision, labels, timeout)` in the inputs of a flow: runs another one to its end and answers its
 * `id`, `state`, `outputs` and `labels`. It may be any that the asking flow could start as a task, and is nobody's request.
 */
export function subflowFunction(caller: SubflowCaller): HostFunctions[string] {
  return async (args, named) => {
    const given = argumentsOf(args, named)
    const { namespace, id } = given
    if (typeof namespace !== 'string' || typeof id !== 'string')
      throw new Error("subflow() expects the arguments 'namespace' and 'id'.")
    if (caller.depth >= deepest)
      throw new Error(`subflow() exceeded the maximum nesting depth of ${deepest}.`)
    if (!(await mayUse(caller.flow.namespace, namespace)))
      throw new Error(
        `A flow of ${caller.flow.namespace} may not run those of ${namespace}. ${howAllowed(namespace)}`,
      )
    const timeoutMs = timeoutOf(given.timeout)
    const revision = typeof given.revision === 'number' ? given.revision : undefined
    const flow = await flowToStart({ namespace, flowId: id, revision })
    await consume(runs, `${namespace}/${id}`, `The flow ${namespace}.${id} is asked too often.`)
    const executionId = await begin(caller, flow, given)
    return endOf(executionId, { flow, timeoutMs })
  }
}

function argumentsOf(args: readonly Json[], named: JsonObject): Partial<Record<Argument, Json>> {
  const unknown = Object.keys(named).find((name) => !names.includes(name as Argument))
  if (unknown !== undefined || args.length > names.length)
    throw new Error(`subflow() takes ${names.join(', ')}${unknown === undefined ? '' : `, not ${unknown}`}.`)
  return Object.fromEntries(names.map((name, at) => [name, named[name] ?? args[at]]))
}

function timeoutOf(given: Json | undefined): number {
  if (given === undefined || given === null) return usualMs
  if (typeof given !== 'string' || !isDuration(given))
    throw new Error("subflow() takes an ISO 8601 duration as timeout, such as 'PT30S'.")
  const ms = durationMs(given)
  if (ms > longestMs)
    throw new Error(`subflow() waits for ${longestMs / 1000} seconds at most, not ${given}.`)
  return ms
}

function mapOf(name: Argument, value: Json | undefined): JsonObject {
  if (value === undefined || value === null) return {}
  if (typeof value !== 'object' || Array.isArray(value)) throw new Error(`subflow() takes a map as ${name}.`)
  return value
}

async function begin(
  { actor, hostFor }: SubflowCaller,
  flow: Flow,
  given: Partial<Record<Argument, Json>>,
): Promise<string> {
  const host = hostFor(flow)
  const read = await readInputs(flow, mapOf('inputs', given.inputs), host)
  const { failed } = await judgeChecks(flow, read, host)
  const blocked = failed.filter(({ behavior }) => behavior !== 'CREATE_EXECUTION')
  demandRight(
    read.problems,
    blocked.map(({ message }) => message),
  )
  const labels = Object.entries(mapOf('labels', given.labels)).map(([key, value]) => [key, textOf(value)])
  const executionId = newExecutionId()
  const start: RunStart = {
    executionId,
    generation: 1,
    inputs: read.values,
    labels: {
      ...labelsOf(flow, Object.fromEntries(labels)),
      'system.correlationId': executionId,
      'system.from': 'subflow',
    },
    variables: flow.variables,
    requester: requesterOf(actor),
    semantics,
    at: Date.now(),
  }
  await transaction((tx) => insertExecution(tx, { flow, start }))
  return executionId
}

const textOf = (value: Json) => (typeof value === 'string' ? value : JSON.stringify(value))

/** What came of it. One that does not end in its time, or waits for somebody, is stopped. @throws Error for every end but a good one */
async function endOf(
  executionId: string,
  { flow, timeoutMs }: { flow: Flow; timeoutMs: number },
): Promise<JsonObject> {
  await waitForExecution(executionId, AbortSignal.timeout(timeoutMs))
  const row = await db.execution.findUniqueOrThrow({ where: { id: executionId } })
  const name = `${flow.namespace}.${flow.id}`
  if (row.state === 'SUCCESS' || row.state === 'WARNING')
    return {
      id: executionId,
      state: row.state,
      outputs: await loadReferences((row.outputs ?? {}) as JsonObject, executionId),
      labels: row.labels as JsonObject,
    }
  const stopped = await endExecution(systemActor, executionId, { by: 'system', outcome: 'KILLED' })
  const why =
    stopped && row.state !== 'PAUSED'
      ? `had not ended after ${timeoutMs / 1000} seconds`
      : `ended as ${row.state}`
  throw new Error(`The flow ${name} ${why} (execution ${executionId}).`)
}
