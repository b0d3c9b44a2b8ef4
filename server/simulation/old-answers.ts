import type { Flow, Json, JsonObject } from '#engine/flow/flow.ts'
import { judgeChecks } from '#engine/flow/inputs/checks.ts'
import { leavesOf } from '#engine/flow/inputs/flatten.ts'
import { rawOf, setNested } from '#engine/flow/inputs/nested.ts'
import { readInputs } from '#engine/flow/inputs/read-inputs.ts'
import { NotYet, type InputHost, type InputProblem, type UploadedFile } from '#engine/flow/inputs/types.ts'
import { localText } from '#engine/flow/local-text.ts'
import { checks } from '#generated/catalog/checks.ts'
import { renderKnown } from '#server/flows/dry-start.ts'
import type { Difference } from './view.ts'

/** What was sent once. */
export interface OldAnswers {
  inputs: JsonObject
  requester: JsonObject
  createdAt: Date
  /** Its files, by address. */
  files: ReadonlyMap<string, UploadedFile>
}

interface Judged {
  /** What it would be sent as: computed values anew, inputs that were not there by their defaults, all else as it was. */
  inputs: JsonObject
  problems: InputProblem[]
  /** Messages of the flow's checks that would refuse it. */
  blocked: string[]
}

/**
 * Judges answers that were sent once by the inputs of a flow, as on the day when they were sent and without the outside: what cannot be
 * known then (options that a service gives, people, secrets, signatures) is taken as right.
 */
async function judge(flow: Flow, past: OldAnswers, language: string): Promise<Judged> {
  const { files, requester } = past
  const known = renderKnown(past.createdAt.getTime())
  const render = (source: Json, inputs: JsonObject): Json | undefined => {
    const result = known(source, { inputs, requester, vars: flow.variables })
    return result !== 'unknown' && 'value' in result ? result.value : undefined
  }
  const host: InputHost = {
    language,
    checks,
    render: async (source, inputs) => {
      const value = render(source, inputs)
      if (value === undefined) throw new NotYet()
      return value
    },
    seal: () => null,
    upload: async (uri) => files.get(uri),
  }
  const read = await readInputs(flow, past.inputs, host)
  const leaves = leavesOf(flow.inputs)
  const untold = new Set(leaves.flatMap(({ id, type }) => (isUntold(type) ? [id] : [])))
  const problems = read.problems.filter(
    ({ code, inputId }) => code !== 'slow' && code !== 'expression' && !untold.has(inputId),
  )
  const inputs: JsonObject = {}
  for (const { id, type } of leaves) {
    const was = rawOf(past.inputs, id) as Json | undefined
    const now = rawOf(read.values, id) as Json | undefined
    setNested(inputs, id, (was === undefined || checks[type]?.computed ? now : was) ?? null)
  }
  const lenient = {
    language,
    render: async (source: Json, values: JsonObject) => render(source, values) ?? true,
  }
  const { failed } = await judgeChecks(flow, read, lenient)
  const blocked = failed.flatMap(({ behavior, message }) => (behavior === 'BLOCK_EXECUTION' ? [message] : []))
  return { inputs, problems, blocked }
}

/** What is sealed or signed does not come back as it was sent. */
function isUntold(type: string): boolean {
  return checks[type]?.secret === true || checks[type]?.signature === true
}

export interface Reread {
  /** As they would be sent now. */
  inputs: JsonObject
  /** Which of them would be refused now and were not before, and why; undefined: none. */
  refused: Extract<Difference, { kind: 'answers' }> | undefined
}

/** Judges old answers by changed inputs, beside the inputs as they are: only what the change refuses is told. */
export async function rereadAnswers(
  { before, after }: { before: Flow; after: Flow },
  past: OldAnswers,
  language: string,
): Promise<Reread> {
  const was = await judge(before, past, language)
  const now = await judge(after, past, language)
  const known = new Set(was.problems.map(keyOf))
  const labels = new Map(
    leavesOf(after.inputs).map(({ id, displayName }) => [id, localText(displayName, language) ?? id]),
  )
  const refused = now.problems
    .filter((problem) => !known.has(keyOf(problem)))
    .map(({ code, inputId, params: { received: _, ...params } }) => ({
      label: labels.get(inputId) ?? inputId,
      problem: { code, inputId, params },
    }))
  const blocked = now.blocked.filter((message) => !was.blocked.includes(message))
  return {
    inputs: now.inputs,
    refused: refused.length + blocked.length > 0 ? { kind: 'answers', refused, blocked } : undefined,
  }
}

function keyOf({ code, inputId }: InputProblem): string {
  return JSON.stringify([code, inputId])
}
