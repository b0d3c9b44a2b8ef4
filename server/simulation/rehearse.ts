import { dryRun } from '#engine/flow/advance/dry-run.ts'
import { chooseDeciders } from '#engine/flow/approvals/matrix.ts'
import { canonicalJson } from '#engine/flow/canonical.ts'
import { findTask } from '#engine/flow/find-task.ts'
import type { Flow, Json, JsonObject, Task } from '#engine/flow/flow.ts'
import { isTrueText } from '#engine/flow/truth.ts'
import { controls } from '#generated/catalog/controls.ts'
import { dryStart, renderKnown } from '#server/flows/dry-start.ts'
import type { Difference, Outcome } from './view.ts'

/** What is known of a run that was. */
export interface PastRun {
  inputs: JsonObject
  requester: JsonObject
  /** By task id, of the newest round. */
  tasks: ReadonlyMap<string, { type: string; outputs: JsonObject | undefined }>
  /** How approvals were closed, by task id. */
  decisions: ReadonlyMap<string, string>
}

interface Asked {
  /** Canonical text of deciders and their order; undefined: it depends on what is not known. */
  who: string | undefined
  auto: boolean
}

interface Rehearsal {
  /** Task ids that are reached for sure. */
  sure: ReadonlySet<string>
  /** Those that may be reached, the sure ones among them. */
  reached: ReadonlySet<string>
  asked: ReadonlyMap<string, Asked>
  outcome: { is: Outcome; taskId?: string }
}

/**
 * Plays a run that was with a flow, without doing anything: what its tasks put out then is known to tasks of the same id and type.
 * Approvals count as given on the way; what was decided tells the outcome.
 */
function rehearse(flow: Flow, past: PastRun): Rehearsal {
  const outputs: JsonObject = {}
  for (const [id, { type, outputs: known }] of past.tasks)
    if (known && findTask(flow, id)?.type === type) outputs[id] = known
  const render = renderKnown()
  const run = dryRun({ flow, controls }, dryStart(flow, past.inputs, past.requester), { render, outputs })
  const { inputs, requester } = past
  const variables = { inputs, outputs, requester, vars: flow.variables, labels: flow.labels }
  const read = (source: Json | undefined) => {
    if (source === undefined) return undefined
    const result = render(source, variables)
    return result !== 'unknown' && 'value' in result ? result.value : undefined
  }
  const asked = new Map<string, Asked>()
  for (const { item } of run.approvals) {
    const task = findTask(flow, item)
    if (task) asked.set(item, askedBy(task, read))
  }
  const sureApprovals = run.approvals.flatMap(({ item, may }) => (may ? [] : item))
  return {
    sure: new Set(run.tasks.flatMap(({ item, may }) => (may ? [] : item))),
    reached: new Set(run.tasks.map(({ item }) => item)),
    asked,
    outcome: outcomeOf(sureApprovals, asked, past.decisions),
  }
}

function askedBy({ properties }: Task, read: (source: Json | undefined) => Json | undefined): Asked {
  const chosen = chooseDeciders(properties, read)
  const deciders = chosen && 'deciders' in chosen ? read(chosen.deciders) : undefined
  const order = read(properties.order) ?? 'parallel'
  const auto = read(properties.autoApprove)
  return {
    who: deciders === undefined ? undefined : canonicalJson([deciders, order]),
    auto:
      auto !== undefined &&
      auto !== null &&
      isTrueText(typeof auto === 'string' ? auto : JSON.stringify(auto)),
  }
}

function outcomeOf(
  approvals: readonly string[],
  asked: ReadonlyMap<string, Asked>,
  decisions: PastRun['decisions'],
): Rehearsal['outcome'] {
  for (const taskId of approvals) {
    if (asked.get(taskId)?.auto) continue
    const decision = decisions.get(taskId)
    if (decision === 'DENIED') return { is: 'REJECTED', taskId }
    if (decision !== 'APPROVED') return { is: 'UNDECIDED', taskId }
  }
  return { is: approvals.length > 0 ? 'APPROVED' : 'DONE' }
}

/** What would be different for a run that was. Empty: nothing that can be known. @param inputs as they would be sent to the changed flow */
export function differencesOf(
  { before, after }: { before: Flow; after: Flow },
  past: PastRun,
  inputs: JsonObject,
): Difference[] {
  const [old, now] = [rehearse(before, past), rehearse(after, { ...past, inputs })]
  const differences: Difference[] = []
  const added = [...now.sure].filter((id) => !old.reached.has(id))
  const removed = [...old.sure].filter((id) => !now.reached.has(id))
  if (added.length > 0 || removed.length > 0) differences.push({ kind: 'path', added, removed })
  for (const [taskId, asks] of now.asked) {
    const earlier = old.asked.get(taskId)
    if (!earlier) continue
    if (earlier.auto !== asks.auto) differences.push({ kind: 'auto', taskId, after: asks.auto })
    else if (earlier.who !== asks.who)
      differences.push({ kind: 'deciders', taskId, before: earlier.who, after: asks.who })
  }
  if (old.outcome.is !== now.outcome.is) {
    const { is, taskId } = now.outcome
    differences.push({
      kind: 'outcome',
      before: old.outcome.is,
      after: is,
      taskId: taskId ?? old.outcome.taskId,
    })
  }
  return differences
}
