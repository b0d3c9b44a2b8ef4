import { randomBytes } from 'node:crypto'
import type { Flow, Json, JsonObject } from '#engine/flow/flow.ts'
import { rawOf } from '#engine/flow/inputs/nested.ts'
import { readInputs } from '#engine/flow/inputs/read-inputs.ts'
import { sentence } from '#engine/flow/inputs/sentence.ts'
import type { FileMetas } from '#server/files/metas.ts'
import { readableMetas } from '#server/files/readable.ts'
import { limits } from '#engine/workflow/limits.ts'
import { sizeOf } from '#engine/workflow/size.ts'
import { checks } from '#generated/catalog/checks.ts'
import type { Actor } from '#server/actor.ts'
import { inputHost } from '#server/runs/input-host.ts'

/** What a task gives to the execution that it starts. */
export interface ChildInputs {
  /** The flow that is started. */
  flow: Flow
  /** Of the execution that starts it: files of it may be given on. */
  parentId: string
  raw: JsonObject
  /** Whom the conditions of the inputs know as the requester. */
  actor: Actor
}

/** Reads the inputs by the same checks as a form's; a file is given by its address. */
export async function readChildInputs(
  given: ChildInputs,
): Promise<{ values: JsonObject } | { problem: string }> {
  const { flow, raw, actor } = given
  const files = await filesOf(given)
  const byId = new Map(files.map((file) => [file.id, file]))
  const sent = { ...raw, ...Object.fromEntries(idsByInput(raw, files)) }
  const host = inputHost(actor, flow, { patient: true })
  const upload = (id: string) => Promise.resolve(byId.get(id)?.metas)
  const { values, problems } = await readInputs(flow, sent, { ...host, upload })
  if (problems.length > 0) {
    const lines = problems.map((problem) => sentence(problem, rawOf(raw, problem.inputId)))
    return { problem: lines.join('\n') }
  }
  const uris = new Map(files.map(({ id, uri }) => [id, uri]))
  for (const { inputId } of files) values[inputId] = withUris(values[inputId] ?? null, uris)
  if (sizeOf(values) > limits.inputBytes / 2)
    return { problem: 'The inputs are too large; give large data on as a file.' }
  return { values }
}

/** The files among the values, each under an id that stands in for an upload's while the inputs are read. */
async function filesOf({ flow, raw, parentId }: ChildInputs) {
  const files: { inputId: string; uri: string; id: string; metas: FileMetas }[] = []
  for (const { id: inputId, type } of flow.inputs) {
    const uris = checks[type]?.upload === true ? [rawOf(raw, inputId)].flat() : []
    for (const uri of uris) {
      const metas = typeof uri === 'string' ? await readableMetas(parentId, uri) : undefined
      if (typeof uri === 'string' && metas)
        files.push({ inputId, uri, id: randomBytes(12).toString('hex'), metas })
    }
  }
  return files
}

/** The values of inputs with files, each address in them replaced by the id that stands in for it. */
function idsByInput(
  raw: JsonObject,
  files: readonly { inputId: string; uri: string; id: string }[],
): Map<string, unknown> {
  const idOf = (inputId: string, uri: unknown) =>
    files.find((file) => file.inputId === inputId && file.uri === uri)?.id ?? uri
  return new Map(
    files.map(({ inputId }) => {
      const given = rawOf(raw, inputId)
      return [inputId, Array.isArray(given) ? given.map((uri) => idOf(inputId, uri)) : idOf(inputId, given)]
    }),
  )
}

function withUris(value: Json, uris: ReadonlyMap<string, string>): Json {
  if (Array.isArray(value)) return value.map((one) => withUris(one, uris))
  return typeof value === 'string' ? (uris.get(value) ?? value) : value
}
