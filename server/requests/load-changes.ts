import type { Flow, Json, JsonObject } from '#engine/flow/flow.ts'
import { leavesOf } from '#engine/flow/inputs/flatten.ts'
import type { InputHost } from '#engine/flow/inputs/types.ts'
import { checks } from '#generated/catalog/checks.ts'
import type { Execution } from '#generated/prisma/client.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { inputHost } from '#server/runs/input-host.ts'
import { sign } from '#server/secrets/sign.ts'
import { findRequest, type FoundRequest } from './find-request.ts'
import { isClosed } from './outcome.ts'
import { wasSentBack } from './relations.ts'
import { outcomeFrom } from './rows.ts'
import { isFileUri } from './shown-value.ts'
import { valueAt } from './title.ts'

/** A file that was sent in an earlier round, and can be sent again without its bytes. */
interface KeptFile {
  uri: string
  name: string
  /** Bytes. */
  size: number
}

/** A request that waits for its requester to change it. */
interface Changes {
  request: FoundRequest
  row: Execution
  flow: Flow
  /** By what stands for each in the form, where an upload's id would. */
  files: ReadonlyMap<string, KeptFile>
  host(how?: { patient: boolean }): InputHost
}

/** @throws AppError `forbidden` for everybody else, whatever they may otherwise */
export function demandRequester(
  actor: Pick<Actor, 'id'>,
  { requesterId }: Pick<FoundRequest, 'requesterId'>,
): void {
  if (requesterId !== actor.id) throw new AppError('forbidden', 'Only who made the request can change it.')
}

/**
 * Loads what its requester changes. It stays on the revision that it began with.
 * @throws AppError `not-found`, `forbidden` for everybody else, `conflict` where it was not sent back
 */
export async function loadChanges(actor: Actor, id: string): Promise<Changes> {
  const request = await findRequest(actor, id)
  demandRequester(actor, request)
  if (isClosed(outcomeFrom(request.outcome)) || !(await wasSentBack(request)))
    throw new AppError('conflict', 'Nobody has asked for changes to this request.')
  const row = await db.execution.findUniqueOrThrow({ where: { id: request.currentExecutionId } })
  const flow = await loadFlow(row.namespace, row.flowId, row.flowRevision)
  const files = await keptFiles(flow, row)
  const host = (how?: { patient: boolean }): InputHost => {
    const own = inputHost(actor, flow, how)
    return { ...own, upload: async (uploadId) => files.get(uploadId) ?? own.upload?.(uploadId) }
  }
  return { request, row, flow, files, host }
}

/** The answers of the round before, as a form takes them. What is secret or signed is given anew. */
export function answersBefore({ row, flow }: Pick<Changes, 'row' | 'flow'>): JsonObject {
  const given = leavesOf(flow.inputs).flatMap(({ id, type }) => {
    const check = checks[type]
    const value = valueAt(row.inputs as JsonObject, id) ?? null
    if (value === null || check?.computed || check?.signature || holdsSecret(value)) return []
    return [[id, check?.upload ? standIn(value) : value] as const]
  })
  return Object.fromEntries(given)
}

function holdsSecret(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (!Array.isArray(value) && value.type === 'aes_encrypted') return true
  return Object.values(value).some(holdsSecret)
}

function standIn(value: Json): Json {
  if (Array.isArray(value)) return value.map(standIn)
  return isFileUri(value) ? idOf(value) : value
}

/** Shaped as an upload's id, and none: only the server can make it. */
function idOf(uri: string): string {
  return sign('kept file', uri)
}

async function keptFiles(flow: Flow, row: Execution): Promise<Changes['files']> {
  const inputs = row.inputs as JsonObject
  const uris = leavesOf(flow.inputs)
    .filter(({ type }) => checks[type]?.upload)
    .flatMap(({ id }) => [valueAt(inputs, id) ?? null].flat())
    .filter(isFileUri)
  if (uris.length === 0) return new Map()
  const files = await db.storedFile.findMany({
    where: { uri: { in: uris }, executionId: row.id },
    select: { uri: true, name: true, size: true },
  })
  return new Map(files.map(({ uri, name, size }) => [idOf(uri), { uri, name, size: Number(size) }]))
}
