import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Json, JsonObject } from '#engine/flow/flow.ts'
import { mapJson } from '#server/secrets/seal.ts'
import { executionIn, localPath, type FileOwner } from './address.ts'
import { putFile } from './put-file.ts'

/** Bytes of JSON above which a value travels as a reference to the file store. */
export const bigBytes = 4096

/** Stands in state and history for a value that is too big for them. */
export type Reference = {
  type: 'reference'
  uri: string
  bytes: number
}

export function isReference(value: unknown): value is Reference {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    value.type === 'reference' &&
    'uri' in value &&
    typeof value.uri === 'string' &&
    'bytes' in value
  )
}

/** Replaces each big value of a task's outputs by a reference. The address follows from the content, so a repeat stores nothing new. */
export async function storeBig(owner: FileOwner, outputs: JsonObject): Promise<JsonObject> {
  const small: JsonObject = {}
  for (const [name, value] of Object.entries(outputs)) small[name] = await storeOne(owner, value)
  const bytes = Buffer.byteLength(JSON.stringify(small))
  if (bytes <= bigBytes * 2) return small
  // many values, each small: the largest go until the rest fits
  const bySize = Object.entries(small).sort(([, a], [, b]) => sizeOf(b) - sizeOf(a))
  let left = bytes
  for (const [name, value] of bySize) {
    if (left <= bigBytes) break
    if (isReference(value)) continue
    small[name] = await reference(owner, value)
    left -= sizeOf(value) - 150
  }
  return small
}

/**
 * A copy in which every reference is replaced by its value. What only looks like one, such as an answer from outside that names
 * another execution's file, stays as it is.
 * @throws Error where a value is gone from the store
 */
export async function loadReferences(value: Json, executionId: string): Promise<Json> {
  const uris = new Set<string>()
  collect(value, { executionId, uris })
  if (uris.size === 0) return value
  const found = new Map<string, Json>()
  for (const uri of uris) found.set(uri, JSON.parse(await readFile(localPath(uri), 'utf8')) as Json)
  return replace(value, found)
}

async function storeOne(owner: FileOwner, value: Json): Promise<Json> {
  return sizeOf(value) > bigBytes && !isReference(value) ? reference(owner, value) : value
}

async function reference(owner: FileOwner, value: Json): Promise<Reference> {
  const content = Buffer.from(JSON.stringify(value))
  const name = `${createHash('sha256').update(content).digest('hex')}.json`
  const { uri } = await putFile({ owner, name, content, folder: '_values' })
  return { type: 'reference', uri, bytes: content.length }
}

function sizeOf(value: Json): number {
  return Buffer.byteLength(JSON.stringify(value))
}

function isOwn({ uri }: Reference, executionId: string): boolean {
  return executionIn(uri) === executionId && /\/_values\/[0-9a-f]{64}\.json$/.test(uri)
}

interface Collecting {
  executionId: string
  /** Those that were found so far. */
  uris: Set<string>
}

function collect(value: Json, collecting: Collecting): void {
  if (isReference(value) && isOwn(value, collecting.executionId)) collecting.uris.add(value.uri)
  else if (value !== null && typeof value === 'object')
    for (const inner of Object.values(value)) collect(inner, collecting)
}

function replace(value: Json, found: Map<string, Json>): Json {
  if (isReference(value)) return found.get(value.uri) ?? value
  return mapJson(value, (inner) => replace(inner, found))
}
