import type { App, Block } from '../app.ts'
import { allTasks } from '../find-task.ts'
import type { Json } from '../flow.ts'
import { flatten } from '../inputs/flatten.ts'
import { checkGuests } from './app-guests.ts'
import { readsIn } from './context.ts'
import type { KnownFlows } from './parse-app.ts'
import type { Report } from './report.ts'
import { descend, type Mapping, type Path } from './tree.ts'

interface Names {
  inputs: Set<string>
  outputs: Set<string>
  tasks: Set<string>
}

/** Names in an app that none of its flows has. Of flows that are not known nothing is said. */
export function checkAgainstFlows(
  report: Report,
  { root, app, flows }: { root: Mapping; app: App; flows: KnownFlows },
): void {
  const known = app.flows.flatMap(({ namespace, flowId }) => flows.get(`${namespace}/${flowId}`) ?? [])
  checkGuests(report, { root, app, known })
  if (known.length < app.flows.length) return
  const names: Names = {
    inputs: new Set(known.flatMap((flow) => flatten(flow.inputs).map(({ id }) => id))),
    outputs: new Set(known.flatMap((flow) => flow.outputs.map(({ id }) => id))),
    tasks: new Set(known.flatMap((flow) => Array.from(allTasks(flow), ({ id }) => id))),
  }
  const look = { report, root }
  demand(look, { path: ['prefill'], given: app.prefill ?? [], known: names.inputs, what: 'input' })
  for (const [index, { blocks }] of (app.layout ?? []).entries())
    checkBlocks(look, { blocks, path: ['layout', index, 'blocks'], names })
}

interface Look {
  report: Report
  root: Mapping
}

function checkBlocks(
  look: Look,
  { blocks, path, names }: { blocks: readonly Block[]; path: Path; names: Names },
): void {
  for (const [index, block] of blocks.entries()) {
    const at = [...path, index]
    checkFilter(look, block, { path: at, names })
    noteInputs(look, block, { path: at, names })
    for (const [part, { blocks: inner }] of (block.parts ?? []).entries())
      checkBlocks(look, { blocks: inner, path: [...at, block.type, part, 'blocks'], names })
  }
}

function checkFilter(
  look: Look,
  { type, properties: { filter } }: Block,
  { path, names }: { path: Path; names: Names },
): void {
  if (typeof filter !== 'object' || filter === null || Array.isArray(filter)) return
  const of = { inputs: names.inputs, outputs: names.outputs }[type]
  for (const key of of ? ['include', 'exclude'] : [])
    demand(look, {
      path: [...path, 'filter', key],
      given: textsOf(filter[key]),
      known: of ?? new Set(),
      what: type === 'inputs' ? 'input' : 'output',
    })
  demand(look, {
    path: [...path, 'filter', 'taskIds'],
    given: textsOf(filter.taskIds),
    known: names.tasks,
    what: 'task',
  })
}

function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

interface Demanded {
  path: Path
  given: readonly string[]
  known: ReadonlySet<string>
  what: string
}

function demand({ report, root }: Look, { path, given, known, what }: Demanded): void {
  for (const [index, name] of given.entries()) {
    if (known.has(name)) continue
    const at = [...path, index]
    report.add(`unknown-${what}`, `There is no ${what} \`${name}\`${report.hint(name, known)}`, {
      path: at,
      offset: descend(root, at).offset,
    })
  }
}

/** A text that names an input which there is not would say nothing, or fail: a warning, for an author may guard it. */
function noteInputs(
  { report, root }: Look,
  { properties }: Block,
  { path, names }: { path: Path; names: Names },
): void {
  for (const [key, value] of Object.entries(properties)) {
    const at = [...path, key]
    for (const [first, ...rest] of readsIn(value).names) {
      if (first !== 'inputs' || rest.length === 0 || !rest.every((step) => typeof step === 'string')) continue
      const steps = rest as string[]
      const known = steps.some((_, length) => names.inputs.has(steps.slice(0, length + 1).join('.')))
      const holder = [...names.inputs].some((id) => id.startsWith(`${steps.join('.')}.`))
      if (known || holder) continue
      const message = `The flow has no input \`${steps.join('.')}\`${report.hint(steps.join('.'), names.inputs)}`
      report.note({ kind: 'warning', message }, { path: at, offset: descend(root, at).offset })
    }
  }
}
