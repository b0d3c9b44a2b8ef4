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

/** Runs that are learned from, and among how many of the newest they are looked for. */
const most = 200
const looked = 1000
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

/** The newest runs of a flow that came to their end: finished, or rejected by who decides. Kept some minutes. */
export function pastRuns(namespace: string, flowId: string): Promise<PastRun[]> {
  const key = `${namespace}/${flowId}`
  const known = cache.get(key)
  if (known && known.until > Date.now()) return known.runs
  const entry: Kept = { until: Date.now() + keptMs, runs: readRuns(namespace, flowId) }
  cache.delete(key)
  cache.set(key, entry)
  const oldest = cache.keys().next().value
  if (cache.size > mostFlows && oldest !== undefined) cache.delete(oldest)
  entry.runs.then(
    (runs) => {
      if (runs.length < few) entry.until = Date.now() + keptFewMs
    },
    () => cache.delete(key),
  )
  return entry.runs
}

/** Without what is kept. */
export async function readRuns(namespace: string, flowId: string): Promise<PastRun[]> {
  // a failed or withdrawn run says nothing about how long one takes; of many the search has an end
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT e.id FROM (
      SELECT id, state, "createdAt" FROM "Execution" WHERE namespace = ${namespace} AND "flowId" = ${flowId}
      ORDER BY "createdAt" DESC LIMIT ${looked}) e
    WHERE e.state IN ('SUCCESS', 'WARNING')
      OR EXISTS (SELECT 1 FROM "Request" r WHERE r."currentExecutionId" = e.id AND r.outcome = 'REJECTED')
    ORDER BY e."createdAt" DESC LIMIT ${most}`
  const loaded = await loadStages(rows.map(({ id }) => id))
  return [...loaded.values()].flatMap((facts) => runOf(stageViews({ ...facts, language: 'en' })) ?? [])
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
