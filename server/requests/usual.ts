import type { PastRun } from './past-runs.ts'
import type { RequestView, StageView } from './view.ts'

/** Fewer runs than these say nothing. */
const enough = 5

/** Half of the runs took no longer than `usualSeconds`, nine of ten no longer than `slowSeconds`. */
export type Usual = Required<Pick<StageView, 'usualSeconds' | 'slowSeconds'>>

/** How long each stage takes, by its id, over the runs that went through it; stages with fewer than five are left out. */
export function usualByStage(runs: readonly PastRun[]): Map<string, Usual> {
  const spans = new Map<string, number[]>()
  for (const { stages } of runs)
    for (const [id, { startedAt, endedAt }] of stages)
      spans.set(id, [...(spans.get(id) ?? []), (endedAt - startedAt) / 1000])
  const known = [...spans].filter(([, list]) => list.length >= enough)
  return new Map(
    known.map(([id, list]) => [
      id,
      { usualSeconds: Math.round(quantile(list, 0.5)), slowSeconds: Math.round(quantile(list, 0.9)) },
    ]),
  )
}

/** Which stages a run must have gone through, and which it must not have. */
export interface Path {
  with: readonly string[]
  without: readonly string[]
}

/** The runs that took the same way. */
export function runsAlong(runs: readonly PastRun[], path: Path): PastRun[] {
  return runs.filter(
    ({ stages }) => path.with.every((id) => stages.has(id)) && !path.without.some((id) => stages.has(id)),
  )
}

/** Nobody calls late what began a moment ago, however quick the runs before it were. */
const graceMs = 60_000

/**
 * When the request will likely be over: of past runs that took the same way up to the stage that is now and needed longer for the
 * rest than this one has so far. Undefined where fewer than five say it.
 */
export function expectedEnd(
  runs: readonly PastRun[],
  stages: readonly StageView[],
  now: number,
): RequestView['expected'] {
  const at = stages.findIndex(({ state }) => state === 'now')
  const current = stages[at]
  if (current?.startedAt === undefined) return undefined
  const startedAt = Date.parse(current.startedAt)
  const before = stages.slice(0, at)
  const alike = runsAlong(runs, {
    with: [...before.filter(({ state }) => state === 'done').map(({ id }) => id), current.id],
    without: before.filter(({ state }) => state === 'skipped').map(({ id }) => id),
  })
  const rests = alike.flatMap((run) => run.endedAt - (run.stages.get(current.id)?.startedAt ?? run.endedAt))
  const longer = rests.filter((rest) => rest > now - startedAt)
  // a run that takes longer than all but a few before it is late, and nobody knows for how long
  if (longer.length < enough)
    return rests.length < enough || now - startedAt < graceMs ? undefined : { late: true }
  return {
    from: new Date(startedAt + quantile(longer, 0.5)).toISOString(),
    until: new Date(startedAt + quantile(longer, 0.9)).toISOString(),
  }
}

/** Between the neighbours where it falls between two. */
function quantile(list: readonly number[], share: number): number {
  const sorted = list.toSorted((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] ?? 0
  const above = sorted[Math.ceil(place)] ?? below
  return below + (above - below) * (place - Math.floor(place))
}
