import type { Input, Json, JsonObject } from '#engine/flow/flow.ts'
import { leavesOf, type FlatInput } from '#engine/flow/inputs/flatten.ts'
import { localText } from '#engine/flow/local-text.ts'
import { judgeValue } from '#engine/flow/inputs/judge-value.ts'
import { checks } from '#generated/catalog/checks.ts'
import type { Actor } from '#server/actor.ts'
import { loadApp } from '#server/apps/compiled-app.ts'
import { flowsFor } from '#server/apps/find-app.ts'
import { db } from '#server/db.ts'
import { namedRevision } from '#server/flows/load-flow.ts'
import { titleFromId } from '#server/flows/words.ts'
import { displayOf, type Reader } from '#server/requests/shown-value.ts'
import { findDraft, type FoundDraft } from './find-draft.ts'
import { rowOf } from './rows.ts'
import type { DraftView, UnfitAnswer } from './view.ts'

/**
 * A draft as a form goes on with it: what the flow's newest revision has a place for, and in words what it has not.
 * @throws AppError `not-found`, also for another person's
 */
export async function getDraft(actor: Actor, id: string): Promise<DraftView> {
  const draft = await findDraft(actor, id)
  const files = await filesOf(draft)
  const { then, now } = await formsOf(draft)
  const fitting = { then, now, files: new Set(files.map((file) => file.id)), reader: actor }
  const { values, unfit } = fit(draft.values as JsonObject, fitting)
  const moved = then !== now
  return {
    ...rowOf(actor, draft),
    flow: `${draft.namespace}/${draft.flowId}`,
    flowRevision: draft.flowRevision,
    values,
    // steps may have come or gone
    step: moved ? 0 : draft.step,
    files,
    unfit,
  }
}

/** Those that may still be sent. */
async function filesOf({ uploadIds, personId }: FoundDraft): Promise<DraftView['files']> {
  if (uploadIds.length === 0) return []
  const rows = await db.upload.findMany({
    where: { id: { in: uploadIds }, personId, complete: true, requestId: null },
    select: { id: true, name: true, size: true },
  })
  return rows.map(({ id, name, size }) => ({ id, name, size: Number(size) }))
}

type Form = ReadonlyMap<string, FlatInput>

/** The inputs that were filled in, and those of the newest revision; the same object where they are the same. */
async function formsOf(draft: FoundDraft): Promise<{ then: Form; now: Form }> {
  const { app, namespace, flowId, flowRevision } = draft
  const [newest] = await flowsFor(await loadApp(app.id, app.revision), `${namespace}/${flowId}`)
  const now = byId(newest?.inputs ?? [])
  if (!newest || newest.revision === flowRevision) return { then: now, now }
  const old = await namedRevision(namespace, flowId, flowRevision)
  return { then: old ? byId(old.inputs) : new Map<string, FlatInput>(), now }
}

function byId(inputs: readonly Input[]): Form {
  return new Map(leavesOf(inputs).map((input) => [input.id, input]))
}

interface Fitting {
  then: Form
  now: Form
  /** Ids of the uploads that are there. */
  files: ReadonlySet<string>
  reader: Reader
}

function fit(answers: JsonObject, fitting: Fitting): { values: JsonObject; unfit: UnfitAnswer[] } {
  const values: JsonObject = {}
  const unfit: UnfitAnswer[] = []
  // in the order of the form: a stored map has none
  for (const id of new Set([...fitting.then.keys(), ...fitting.now.keys(), ...Object.keys(answers)])) {
    const answer = answers[id]
    if (answer === undefined) continue
    const [then, now] = [fitting.then.get(id), fitting.now.get(id)]
    const label = labelOf(id, now ?? then, fitting.reader.language)
    const isFile = checks[(then ?? now)?.type ?? '']?.upload === true
    const text = isFile ? undefined : displayOf(answer, { input: then, reader: fitting.reader })
    if (!now) unfit.push({ label, text, why: 'no-such-input' })
    else if (then && then !== now && !fitsStill(answer, then, now))
      unfit.push({ label, text, why: 'does-not-fit' })
    else {
      const there = isFile ? filesThere(answer, fitting.files) : answer
      if (JSON.stringify(there) !== JSON.stringify(answer)) unfit.push({ label, why: 'file-gone' })
      if (there !== undefined) values[id] = there
    }
  }
  return { values, unfit }
}

/** What was wrong before is still being typed: only what was right and no longer is does not fit. */
function fitsStill(answer: Json, then: Input, now: Input): boolean {
  if (JSON.stringify(then) === JSON.stringify(now)) return true
  const isRight = (input: Input) =>
    checks[input.type] !== undefined && judgeValue(input, answer, { checks }).problems.length === 0
  return isRight(now) || !isRight(then)
}

function filesThere(answer: Json, files: ReadonlySet<string>): Json | undefined {
  if (Array.isArray(answer)) return answer.filter((one) => typeof one !== 'string' || files.has(one))
  return typeof answer !== 'string' || answer === '' || files.has(answer) ? answer : undefined
}

function labelOf(id: string, input: Input | undefined, language: string): string {
  return localText(input?.displayName, language) ?? titleFromId(id.split('.').at(-1) ?? id)
}
