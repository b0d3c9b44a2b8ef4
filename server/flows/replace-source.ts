import { applyEdits, type Edit } from '#engine/flow/parse/edit-source.ts'
import type { Flow } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { AppError, type ErrorDetail } from '#server/errors.ts'
import { can, demand } from '#server/people/can.ts'
import { transaction } from '#server/transaction.ts'
import { compile } from './compile.ts'
import type { FlowKey } from './many.ts'
import { newestSources } from './newest-sources.ts'
import { saveIn } from './save-flow.ts'

export interface Replace {
  query: string
  replacement: string
  /** With everything below it. */
  namespace?: string
  /** Only flows of this id. */
  flowId?: string
  /** Only these; absent: every flow that holds the text. */
  flows?: readonly FlowKey[]
  /** Only on this line, from 1. */
  line?: number
  /** Default true. */
  caseSensitive?: boolean
  /** Where neither a letter, a digit nor `_` stands beside it. */
  wholeWord?: boolean
}

export interface Replaced {
  namespace: string
  id: string
  /** The revision that was looked at. */
  revision: number
  /** How often the text stands in it. */
  count: number
  /** Lines as they are and as they would be. */
  changes: { line: number; before: string; after: string }[]
  /** Why the changed source could not be saved. */
  problems: ErrorDetail[]
}

interface Planned extends Replaced {
  source: string
  flow?: Flow
}

const most = 500
const changesAtMost = 100
const patience = { maxWait: 10_000, timeout: 60_000 }

/** What replacing a text in the sources of flows would change; nothing is saved. */
export async function previewReplace(
  actor: Actor,
  replace: Replace,
): Promise<{ results: Replaced[]; total: number }> {
  const planned = await plan(actor, replace)
  return {
    results: planned.map(({ source: _source, flow: _flow, ...shown }) => shown),
    total: planned.length,
  }
}

/**
 * Replaces a text in the sources of flows, all or none; all else in them, comments too, stays as it is.
 * @throws AppError `invalid` where a changed source has a problem or would be of another flow; `conflict`; `forbidden`
 */
export async function applyReplace(
  actor: Actor,
  replace: Replace,
): Promise<{ results: { namespace: string; id: string; revision: number }[]; total: number }> {
  const planned = await plan(actor, replace)
  for (const { namespace } of planned) demand(actor, 'flow:write', { namespace })
  const details = planned.flatMap(({ namespace, id, problems }) =>
    problems.map((problem) => ({ ...problem, path: `${namespace}.${id}: ${problem.path}` })),
  )
  if (details.length > 0)
    throw new AppError('invalid', details[0]?.message ?? 'A source cannot be saved.', { details })
  const results = await transaction(async (tx) => {
    const saved = []
    for (const { flow, source, revision } of planned) {
      if (flow) saved.push(await saveIn(tx, actor, { flow, source, options: { expectedRevision: revision } }))
    }
    return saved.map(({ flow: { namespace, id, revision } }) => ({ namespace, id, revision }))
  }, patience)
  return { results, total: results.length }
}

async function plan(actor: Actor, replace: Replace): Promise<Planned[]> {
  const { query, namespace, flowId, flows, caseSensitive: matchCase = true } = replace
  const { results, total } = await newestSources(actor, { namespace, texts: [query], matchCase, limit: most })
  if (total > most)
    throw new AppError('too-large', `${total} flows hold the text; narrow it to ${most} at most.`)
  const wanted = flows && new Set(flows.map((key) => `${key.namespace}/${key.id}`))
  const changed = results
    .filter(({ namespace: at, id }) => wanted?.has(`${at}/${id}`) ?? (flowId === undefined || id === flowId))
    .map((found) => ({ ...found, edits: editsOf(found.source, replace) }))
    .filter(({ edits }) => edits.length > 0)
  return Promise.all(
    changed.map(async ({ namespace: at, id, flow, source: before, edits }) => {
      const source = applyEdits(before, edits)
      const parsed = await compile(source)
      const problems: ErrorDetail[] = [...parsed.problems]
      if (parsed.flow && (parsed.flow.id !== id || parsed.flow.namespace !== at))
        problems.push({ path: 'id', message: 'It would become the source of another flow.' })
      if (!can(actor, 'flow:write', { namespace: at }))
        problems.push({ path: '', message: 'You may not change this flow.' })
      const shown = { namespace: at, id, revision: flow.revision, count: edits.length }
      return { ...shown, changes: changesOf(before, edits), problems, source, flow: parsed.flow }
    }),
  )
}

function editsOf(source: string, replace: Replace): Edit[] {
  const { query, replacement, caseSensitive = true, wholeWord = false, line } = replace
  const [text, wanted] = caseSensitive ? [source, query] : [source.toLowerCase(), query.toLowerCase()]
  const [from, to] = line === undefined ? [0, source.length] : spanOf(source, line)
  const edits: Edit[] = []
  for (let at = text.indexOf(wanted, from); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    const end = at + wanted.length
    if (end > to) break
    if (!wholeWord || isAlone(source, at, end)) edits.push({ start: at, end, text: replacement })
  }
  return edits
}

/** Where a line begins and ends; nowhere, where there is none. */
function spanOf(source: string, line: number): [from: number, to: number] {
  let from = 0
  for (let at = 1; at < line; at++) {
    const next = source.indexOf('\n', from)
    if (next < 0) return [source.length, 0]
    from = next + 1
  }
  const end = source.indexOf('\n', from)
  return [from, end < 0 ? source.length : end]
}

function isAlone(source: string, start: number, end: number): boolean {
  return !/\w/.test(source.charAt(start - 1)) && !/\w/.test(source.charAt(end))
}

/** Whole lines around each edit; a text that spans lines is shown with all of them. */
function changesOf(source: string, edits: readonly Edit[]): Replaced['changes'] {
  const changes = new Map<number, { line: number; before: string; after: string }>()
  for (const { start, end } of edits) {
    if (changes.size >= changesAtMost) break
    const from = source.lastIndexOf('\n', start - 1) + 1
    if (changes.has(from)) continue
    const next = source.indexOf('\n', end)
    const to = next < 0 ? source.length : next
    const inside = edits.filter((edit) => edit.start >= from && edit.end <= to)
    const before = source.slice(from, to)
    const moved = inside.map((edit) => ({ ...edit, start: edit.start - from, end: edit.end - from }))
    const line = source.slice(0, from).split('\n').length
    changes.set(from, { line, before, after: applyEdits(before, moved) })
  }
  return [...changes.values()]
}
