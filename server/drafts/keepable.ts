import type { Flow, Input, Json, JsonObject } from '#engine/flow/flow.ts'
import { leavesOf } from '#engine/flow/inputs/flatten.ts'
import { rawOf, setNested } from '#engine/flow/inputs/nested.ts'
import { limits } from '#engine/workflow/limits.ts'
import { sizeOf } from '#engine/workflow/size.ts'
import { checks } from '#generated/catalog/checks.ts'
import type { RawValues } from '#server/apps/open-form.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { titleOf } from '#server/requests/title.ts'

/** What of a form's answers may be stored before it is sent. */
export interface Keepable {
  values: JsonObject
  uploadIds: string[]
  title: string
}

interface Form {
  personId: string
  language: string
  appName: string
  flow: Flow
  values: RawValues
}

const uploadId = /^[A-Za-z0-9_-]{8,64}$/

/**
 * Leaves out what is secret, worked out or no input of the flow, and finds the files.
 * @throws AppError `too-large` for what could not be sent either
 */
export async function keepable({ personId, language, appName, flow, values }: Form): Promise<Keepable> {
  const kept: JsonObject = {}
  const nested: JsonObject = {}
  for (const input of leavesOf(flow.inputs)) {
    const value = rawOf(values, input.id) as Json | undefined
    if (value === undefined || isSecret(input) || checks[input.type]?.computed) continue
    Object.defineProperty(kept, input.id, { value, enumerable: true })
    setNested(nested, input.id, value)
  }
  if (sizeOf(kept) > limits.inputBytes / 2)
    throw new AppError('too-large', 'These answers are too large to be kept. Send large data as a file.')
  return {
    values: kept,
    uploadIds: await uploadsIn(kept, personId),
    title: titleOf(flow, { appName, values: nested, language }),
  }
}

function isSecret({ type, options }: Input): boolean {
  const inner = typeof options.itemType === 'string' ? options.itemType : type
  return checks[type]?.secret === true || checks[inner]?.secret === true
}

/** Whatever looks like an upload and is one of this person, however deep it stands. */
async function uploadsIn(values: JsonObject, personId: string): Promise<string[]> {
  const ids = new Set([...textsIn(values)].filter((text) => uploadId.test(text)))
  if (ids.size === 0) return []
  const rows = await db.upload.findMany({
    where: { id: { in: [...ids].slice(0, 10_000) }, personId },
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

function* textsIn(value: Json): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) yield* textsIn(inner)
}
