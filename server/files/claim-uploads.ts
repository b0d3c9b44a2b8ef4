import type { Flow, Json, JsonObject } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { putPath } from './put-file.ts'
import { uploadPath } from './upload-path.ts'

export interface Claim {
  actor: Actor
  flow: Flow
  executionId: string
  values: JsonObject
}

/**
 * Turns the upload ids among the values into files of the execution. An upload is its person's own and is used once.
 * @returns the values with `kestra:///` addresses
 * @throws AppError `invalid` for an upload that is not there, not whole or another's
 */
export async function claimUploads(tx: Tx, { actor, flow, executionId, values }: Claim): Promise<JsonObject> {
  const claimed: JsonObject = { ...values }
  for (const input of flow.inputs.filter(({ type }) => type === 'FILE')) {
    const id = claimed[input.id]
    if (typeof id !== 'string') continue
    const upload = await tx.upload.findFirst({
      where: { id, personId: actor.id, complete: true, requestId: null },
    })
    if (!upload)
      throw new AppError('invalid', `The file of ${input.id} is not there any more. Choose it again.`, {
        details: [{ path: input.id, message: 'file-unknown' }],
      })
    const owner = { namespace: flow.namespace, flowId: flow.id, executionId }
    const { uri } = await putPath({ owner, name: upload.name, folder: upload.id }, uploadPath(id), tx)
    await tx.upload.update({ where: { id }, data: { requestId: executionId } })
    claimed[input.id] = uri satisfies Json
  }
  return claimed
}
