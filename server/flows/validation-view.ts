import { stringify } from 'yaml'
import { parseFlow } from '#engine/flow/parse/parse-flow.ts'
import type { Note, Problem } from '#engine/flow/problem.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { compileWith } from './compile-with.ts'
import { namesIn } from './source.ts'
import type { ReadWith } from './surroundings.ts'

/** Kestra's answer for one source, with our positions beside its texts. `constraints` is absent where there is no problem. */
export interface ValidationView {
  index: number
  namespace?: string
  flow?: string
  constraints?: string
  /** Whether the source names a revision that is older than the newest. */
  outdated: boolean
  deprecationPaths: string[]
  warnings: string[]
  infos: string[]
  problems: Problem[]
  notes: Note[]
}

/** What is to be said of one source. Pure: `outdated` is for who knows the newest revision. */
export function validationView(
  source: string,
  index: number,
  present: ReadWith = { defaults: new Map() },
): ValidationView & { revision?: number } {
  const { flow, problems, notes } = compileWith(source, present)
  const names = namesIn(source)
  return {
    index,
    namespace: names.namespace,
    flow: names.id,
    revision: flow?.revision,
    ...saidOf(problems, notes),
  }
}

function saidOf(problems: Problem[], notes: Note[]): Omit<ValidationView, 'index' | 'namespace' | 'flow'> {
  const textsOf = (kind: Note['kind']) =>
    notes.filter((note) => note.kind === kind).map(({ message }) => message)
  return {
    constraints: problems.length === 0 ? undefined : problems.map(constraint).join('\n'),
    outdated: false,
    deprecationPaths: notes.filter(({ kind }) => kind === 'deprecated').map(({ path }) => path),
    warnings: textsOf('warning'),
    infos: textsOf('info'),
    problems,
    notes,
  }
}

function constraint({ path, message }: Problem): string {
  return path === '' ? message : `${path}: ${message}`
}

/** Lines of the flow that a part is put into to be judged; its own lines come after. */
const frames = {
  tasks: 'id: flow\nnamespace: company\ntasks:\n',
  triggers: 'id: flow\nnamespace: company\ntriggers:\n',
}

/** What is to be said of one task or trigger that stands alone; its paths and lines are its own. */
export function partView(source: string, part: keyof typeof frames): ValidationView {
  const frame = frames[part]
  const block = indented(source)
  const { problems, notes } = parseFlow(frame + block, vocabulary)
  const lines = frame.split('\n').length - 1
  const own = <T extends Problem | Note>(found: T[]): T[] =>
    found
      .filter(({ line }) => line > lines)
      .map((one) => ({
        ...one,
        path: one.path.replace(/^\w+\[0\]\.?/, ''),
        line: one.line - lines,
        column: Math.max(1, one.column - 4),
      }))
  return { index: 0, ...saidOf(own(problems), own(notes)) }
}

/** The text as the one entry of a list. JSON is YAML; a document that cannot be indented is written anew. */
function indented(source: string): string {
  const lines = source.replace(/^---\s*\n/, '').split('\n')
  if (lines.some((line) => /^(---|\.\.\.)/.test(line))) return `  - ${stringify(source)}`
  return lines
    .map((line, index) => (index === 0 ? `  - ${line}` : line === '' ? line : `    ${line}`))
    .join('\n')
}
