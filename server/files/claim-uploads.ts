import type { Flow, Input, Json, JsonObject } from '#engine/flow/flow.ts'
import { leavesOf } from '#engine/flow/inputs/flatten.ts'
import { rawOf, setNested } from '#engine/flow/inputs/nested.ts'
import { checks } from '#generated/catalog/checks.ts'
import type { Actor } from '#server/actor.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { removeBytes } from './delete-files.ts'
import { putPath } from './put-file.ts'
import { uploadPath } from './upload-path.ts'

export interface Claim {
  actor: Actor
  flow: Flow
  executionId: string
  values: JsonObject
  /** Where values are sent to an execution again: its files that stay, by what stands for them among the values. */
  kept?: ReadonlyMap<string, string>
}

/**
 * Turns the upload ids among the values into files of the execution. An upload is its person's own and is used once.
 * @returns the values with `kestra:///` addresses
 * @throws AppError `invalid` for an upload that is not there, not whole or another's
 */
export async function claimUploads(tx: Tx, { values, ...claim }: Claim): Promise<JsonObject> {
  const { flow } = claim
  const files = leavesOf(flow.inputs).filter(({ type }) => checks[type]?.upload === true)
  if (files.length === 0) return values
  const claimed: JsonObject = JSON.parse(JSON.stringify(values))
  for (const input of files) {
    const ids = rawOf(claimed, input.id) as Json | undefined
    const given = { ...claim, input }
    if (typeof ids === 'string') setNested(claimed, input.id, await claimOne(tx, ids, given))
    if (!Array.isArray(ids)) continue
    const uris: string[] = []
    for (const id of ids) uris.push(await claimOne(tx, String(id), given))
    setNested(claimed, input.id, uris)
  }
  return claimed
}

type Given = Omit<Claim, 'values'> & { input: Input }

async function claimOne(tx: Tx, id: string, given: Given): Promise<string> {
  const { actor, flow, executionId, input } = given
  // whoever sends the same at the same time waits, and finds what was made of it
  await tx.$queryRaw`SELECT id FROM "Upload" WHERE id = ${id} FOR UPDATE`
  const before = given.kept && (given.kept.get(id) ?? (await claimedBefore(tx, id, given)))
  if (before !== undefined) return before
  const upload = await tx.upload.findFirst({
    where: { id, personId: actor.id, complete: true, requestId: null },
  })
  if (!upload) throw gone(input)
  const owner = { namespace: flow.namespace, flowId: flow.id, executionId }
  const name = fileName(input, upload.name)
  const { uri, sha256 } = await putPath(
    { owner, name, folder: `inputs/${input.id}/${upload.id}` },
    uploadPath(id),
    tx,
  )
  // a part that was on its way when the file was whole may have come after it was judged
  if (sha256 !== upload.sha256) {
    await removeBytes([uri])
    throw gone(input)
  }
  await tx.upload.update({ where: { id }, data: { requestId: executionId } })
  return uri
}

function gone({ id }: Input): AppError {
  return new AppError('invalid', `The file of ${id} is not there any more. Choose it again.`, {
    details: [{ path: id, message: 'file-unknown' }],
  })
}

/** What an earlier try to send the same values to this execution has made of it already. */
async function claimedBefore(
  tx: Tx,
  id: string,
  { actor, executionId, input }: Given,
): Promise<string | undefined> {
  const taken = { id, personId: actor.id, requestId: executionId }
  if (!(await tx.upload.findFirst({ where: taken, select: { id: true } }))) return undefined
  const place = `/inputs/${input.id}/${id}/`
  const file = await tx.storedFile.findFirst({ where: { executionId, uri: { contains: place } } })
  return file?.uri
}

/** Kestra's clients send the id of the input as the name; then the option `extension` tells what kind of file it is. */
function fileName({ id, options }: Input, name: string): string {
  const { extension } = options
  if (name !== id || typeof extension !== 'string') return name
  return `${name}${extension.startsWith('.') ? '' : '.'}${extension}`
}
