import { db } from '#server/db.ts'
import { loadStages } from './stage-facts.ts'
import { stageViews } from './stages.ts'
import type { StageView } from './view.ts'

/** A run that came to its end, as far as estimates need it. Instants are epoch milliseconds. */
export interface PastRun {
  /** By the stage's id: those that it went through. */
  stages: ReadonlyMap<string, { startedAt: number; endedAt: number }>
  endedAt: number
}

/** A flow, as requests name it. */
export interface FlowPlace {
  namespace: string
  flowId: string
}

/** Runs of a flow that are learned from, and among how many of the newest they are looked for. */
const most = 200
const looked = 1000
/** Runs that are read at once: where many flows are asked for, fewer of each. */
const mostAtOnce = 2000
const leastOfEach = 20
const keptMs = 3 * 60_000
/** Where there are too few, the next one may be the one that suffices. */
const keptFewMs = 5_000
const few = 10
const mostFlows = 500

interface Kept {
  until: number
  runs: Promise<PastRun[]>
}

const cache = new Map<string, Kept>()

export const keyOf = ({ namespace, flowId }: FlowPlace) => `${namespace}/${flowId}`

/** The newest runs of a flow that came to their end: finished, or rejected by who decides. Kept some minutes. */
export async function pastRuns(flow: FlowPlace): Promise<PastRun[]> {
  return (await pastRunsOf([flow])).get(keyOf(flow)) ?? []
}

/** The same for the flows of a whole list, by `keyOf`: what is not kept is read in one go. */
export async function pastRunsOf(flows: readonly FlowPlace[]): Promise<Map<string, PastRun[]>> {
  const wanted = new Map(flows.map((flow) => [keyOf(flow), flow]))
  const missing = [...wanted].filter(([key]) => (cache.get(key)?.until ?? 0) <= Date.now())
  const read = missing.length > 0 ? readRuns(missing.map(([, flow]) => flow)) : undefined
  const missed = new Map(
    missing.map(([key]) => [key, keep(key, read?.then((runs) => runs.get(key) ?? []) ?? none)]),
  )
  const lists = [...wanted.keys()].map(async (key) => {
    const runs = await (missed.get(key) ?? cache.get(key)?.runs ?? none)
    return [key, runs] as const
  })
  return new Map(await Promise.all(lists))
}

const none = Promise.resolve<PastRun[]>([])

function keep(key: string, runs: Promise<PastRun[]>): Promise<PastRun[]> {
  const entry: Kept = { until: Date.now() + keptMs, runs }
  cache.delete(key)
  cache.set(key, entry)
  const oldest = cache.keys().next().value
  if (cache.size > mostFlows && oldest !== undefined) cache.delete(oldest)
  runs.then(
    ({ length }) => {
      if (length < few) entry.until = Date.now() + keptFewMs
    },
    () => cache.delete(key),
  )
  return runs
}

/** Without what is kept; by `keyOf`. */
export async function readRuns(flows: readonly FlowPlace[]): Promise<Map<string, PastRun[]>> {
  const ofEach = Math.min(most, Math.max(leastOfEach, Math.floor(mostAtOnce / flows.length)))
  const [namespaces, flowIds] = [flows.map(({ namespace }) => namespace), flows.map(({ flowId }) => flowId)]
  // a failed or withdrawn run says nothing about how long one takes; of many the search has an end
  const rows = await db.$queryRaw<(FlowPlace & { id: string })[]>`
    SELECT f.namespace, f."flowId", e.id FROM unnest(${namespaces}::text[], ${flowIds}::text[]) AS f(namespace, "flowId")
    CROSS JOIN LATERAL (
      SELECT e.id FROM (
        SELECT id, state, "createdAt" FROM "Execution" WHERE namespace = f.namespace AND "flowId" = f."flowId"
        ORDER BY "createdAt" DESC LIMIT ${looked}) e
      WHERE e.state IN ('SUCCESS', 'WARNING')
        OR EXISTS (SELECT 1 FROM "Request" r WHERE r."currentExecutionId" = e.id AND r.outcome = 'REJECTED')
      ORDER BY e."createdAt" DESC LIMIT ${ofEach}) e`
  const loaded = await loadStages(rows.map(({ id }) => id))
  const runs = new Map<string, PastRun[]>()
  for (const row of rows) {
    const facts = loaded.get(row.id)
    const run = facts && runOf(stageViews({ ...facts, language: 'en' }))
    if (run) runs.set(keyOf(row), [...(runs.get(keyOf(row)) ?? []), run])
  }
  return runs
}

function runOf(views: readonly StageView[]): PastRun | undefined {
  const stages = new Map(
    views.flatMap(({ id, state, startedAt, endedAt }) =>
      (state === 'done' || state === 'rejected') && startedAt !== undefined && endedAt !== undefined
        ? [[id, { startedAt: Date.parse(startedAt), endedAt: Date.parse(endedAt) }] as const]
        : [],
    ),
  )
  if (stages.size === 0) return undefined
  return { stages, endedAt: Math.max(...[...stages.values()].map(({ endedAt }) => endedAt)) }
}
