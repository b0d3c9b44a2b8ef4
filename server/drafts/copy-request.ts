import { randomBytes } from 'node:crypto'
import { copyFile, link, mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Json, JsonObject } from '#engine/flow/flow.ts'
import { leavesOf } from '#engine/flow/inputs/flatten.ts'
import { checks } from '#generated/catalog/checks.ts'
import type { Actor } from '#server/actor.ts'
import { findApp } from '#server/apps/find-app.ts'
import { db } from '#server/db.ts'
import { localPath } from '#server/files/address.ts'
import { uploadPath } from '#server/files/upload-path.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { can } from '#server/people/can.ts'
import { findRequest } from '#server/requests/find-request.ts'
import { subjectOf } from '#server/requests/relations.ts'
import { valueAt } from '#server/requests/title.ts'
import { createDraft } from './create-draft.ts'
import type { DraftRow } from './view.ts'

/**
 * Begins a draft with the answers of a request, its files among them. Secrets are given anew.
 * @throws AppError `not-found`, also for a request that the actor may not see; `too-many`
 */
export async function copyRequest(actor: Actor, appId: string, requestId: string): Promise<DraftRow> {
  const request = await findRequest(actor, requestId)
  const wanted = `${request.namespace}/${request.flowId}`
  await findApp(actor, appId, wanted)
  const { inputs, flowRevision } = await db.execution.findUniqueOrThrow({
    where: { id: request.currentExecutionId },
    select: { inputs: true, flowRevision: true },
  })
  const flow = await loadFlow(request.namespace, request.flowId, flowRevision)
  const mayTakeFiles = can(actor, 'file:read', await subjectOf(request))
  const values: JsonObject = {}
  for (const input of leavesOf(flow.inputs)) {
    const value = valueAt(inputs as JsonObject, input.id)
    if (value === undefined || value === null) continue
    const isFile = checks[input.type]?.upload === true
    values[input.id] = isFile ? await taken(value, { actor, mayTakeFiles }) : value
  }
  return createDraft(actor, appId, { values, flowRevision, copiedFromId: requestId, flow: wanted })
}

interface Taking {
  actor: Actor
  mayTakeFiles: boolean
}

/** Uploads in place of the files that it names. One that cannot be taken becomes the id of none: whoever opens the draft is told. */
async function taken(value: Json, taking: Taking): Promise<Json> {
  if (Array.isArray(value)) return Promise.all(value.map((one) => taken(one, taking)))
  if (typeof value !== 'string') return value
  const id = randomBytes(16).toString('base64url')
  if (!taking.mayTakeFiles) return id
  const file = await db.storedFile.findUnique({ where: { uri: value } })
  if (!file || !(await share(localPath(value), uploadPath(id)))) return id
  const { name, size, sha256, contentType } = file
  await db.upload.create({
    data: {
      id,
      personId: taking.actor.id,
      name,
      size,
      received: size,
      sha256,
      contentType,
      complete: true,
    },
  })
  return id
}

/** Stored bytes never change, so they are shared. @returns whether they were there */
async function share(source: string, target: string): Promise<boolean> {
  await mkdir(path.dirname(target), { recursive: true })
  try {
    await link(source, target)
    return true
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') return false
    if (code !== 'EXDEV') throw error
    await copyFile(source, target)
    return true
  }
}
