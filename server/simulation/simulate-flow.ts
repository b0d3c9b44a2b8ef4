import { setImmediate } from 'node:timers/promises'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { readToSave } from '#server/flows/save-flow.ts'
import { languageFor, type Language } from '#server/languages/languages.ts'
import { demand } from '#server/people/can.ts'
import { namesOf } from '#server/people/names-of.ts'
import { decidersText, namesIn } from './deciders-text.ts'
import { rereadAnswers } from './old-answers.ts'
import { pastRunsOf } from './past-runs-of.ts'
import { differencesOf } from './rehearse.ts'
import type { ChangedRun, Difference, Simulation } from './view.ts'

export interface SimulateCall {
  namespace: string
  id: string
  /** The changed flow, not published. */
  source: string
  /** How many of the newest executions, 1 to 100. */
  size: number
}

/**
 * What the newest requests of a flow would be with a changed source, beside what they would be with the published one: answers that
 * it refuses, other tasks, other deciders, another outcome. Nothing is done and nothing is stored.
 * @throws AppError `forbidden`, `not-found`; `invalid` with every problem of the source, and for another flow's
 */
export async function simulateFlow(
  actor: Actor,
  { namespace, id, source, size }: SimulateCall,
): Promise<Simulation> {
  demand(actor, 'flow:read', { namespace })
  demand(actor, 'execution:read', { namespace })
  const stored = await db.flow.findUnique({ where: { namespace_id: { namespace, id } } })
  if (!stored || stored.deleted) throw new AppError('not-found', `There is no flow ${namespace}.${id}.`)
  const after = await readToSave(source)
  if (after.namespace !== namespace || after.id !== id)
    throw new AppError('invalid', `The source is of the flow ${after.namespace}.${after.id}.`)
  const before = await loadFlow(namespace, id, stored.revision)
  const runs = await pastRunsOf({ namespace, flowId: id }, size)
  const changed: ChangedRun[] = []
  for (const { executionId, createdAt, request, ...past } of runs) {
    // each may take some milliseconds: others are served in between
    await setImmediate()
    const flows = { before, after }
    const { inputs, refused } = await rereadAnswers(flows, { ...past, createdAt }, actor.language)
    const differences = [...(refused ? [refused] : []), ...differencesOf(flows, past, inputs)]
    if (differences.length > 0)
      changed.push({ executionId, createdAt: createdAt.toISOString(), request, differences })
  }
  return { looked: runs.length, changed: await inWords(changed, languageFor(actor.language)) }
}

/** Deciders as people call them, in the reader's language. */
async function inWords(changed: readonly ChangedRun[], language: Language): Promise<ChangedRun[]> {
  const asked = changed.flatMap(({ differences }) =>
    differences.flatMap((one) => (one.kind === 'deciders' ? [one.before ?? [], one.after ?? []].flat() : [])),
  )
  const names = await namesOf(asked.flatMap(namesIn))
  const told = (who: string | undefined) => who && decidersText(who, names, language)
  const worded = (one: Difference): Difference =>
    one.kind === 'deciders' ? { ...one, before: told(one.before), after: told(one.after) } : one
  return changed.map((run) => ({ ...run, differences: run.differences.map(worded) }))
}
