import { randomBytes } from 'node:crypto'
import type { Flow, JsonObject } from '#engine/flow/flow.ts'
import { rawOf } from '#engine/flow/inputs/nested.ts'
import { readInputs } from '#engine/flow/inputs/read-inputs.ts'
import { sentence } from '#engine/flow/inputs/sentence.ts'
import type { FileMetas } from '#server/files/metas.ts'
import { readableMetas } from '#server/files/readable.ts'
import { limits } from '#engine/workflow/limits.ts'
import { sizeOf } from '#engine/workflow/size.ts'
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
  const sent = { ...raw, ...Object.fromEntries(files.map(({ inputId, id }) => [inputId, id])) }
  const host = inputHost(actor, flow)
  const upload = (id: string) => Promise.resolve(byId.get(id)?.metas)
  const { values, problems } = await readInputs(flow, sent, { ...host, upload })
  if (problems.length > 0) {
    const lines = problems.map((problem) => sentence(problem, rawOf(raw, problem.inputId)))
    return { problem: lines.join('\n') }
  }
  for (const { inputId, uri, id } of files) if (values[inputId] === id) values[inputId] = uri
  if (sizeOf(values) > limits.inputBytes / 2)
    return { problem: 'The inputs are too large; give large data on as a file.' }
  return { values }
}

/** The files among the values, each under an id that stands in for an upload's while the inputs are read. */
async function filesOf({ flow, raw, parentId }: ChildInputs) {
  const files: { inputId: string; uri: string; id: string; metas: FileMetas }[] = []
  for (const { id: inputId, type } of flow.inputs) {
    const uri = type === 'FILE' ? rawOf(raw, inputId) : undefined
    const metas = typeof uri === 'string' ? await readableMetas(parentId, uri) : undefined
    if (typeof uri === 'string' && metas)
      files.push({ inputId, uri, id: randomBytes(12).toString('hex'), metas })
  }
  return files
}
