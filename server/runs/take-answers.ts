import { createHash } from 'node:crypto'
import { canonicalJson } from '#engine/flow/canonical.ts'
import type { Json, JsonObject } from '#engine/flow/flow.ts'
import { leavesOf } from '#engine/flow/inputs/flatten.ts'
import { rawOf, setNested } from '#engine/flow/inputs/nested.ts'
import { checks } from '#generated/catalog/checks.ts'
import type { Tx } from '#server/db.ts'
import { claimUploads, type Claim } from '#server/files/claim-uploads.ts'
import { isFileUri } from '#server/requests/shown-value.ts'
import { storable } from './storable.ts'

/**
 * Takes what a person sends for good: uploads become files of the execution, signatures are made.
 * @throws AppError `invalid` for an upload that is not there
 */
export async function takeAnswers(tx: Tx, claim: Claim): Promise<JsonObject> {
  return sign(tx, { ...claim, values: await claimUploads(tx, claim) })
}

/** What a signature's hash is over: SHA-256, hexadecimal, of this as canonical JSON. */
interface Signed {
  name: Json
  drawing?: Json
  /** ISO 8601, by the server's clock. */
  at: string
  personId: string
  /** Every other answer; no signature is among them. */
  answers: JsonObject
  /** SHA-256 of the bytes of each file among the answers, by its address. */
  files: Record<string, string>
}

/** Who signs cannot say when, nor for whom: time and person are the server's. */
async function sign(tx: Tx, { actor, flow, values }: Claim): Promise<JsonObject> {
  const inputs = leavesOf(flow.inputs).filter(
    ({ type, id }) => checks[type]?.signature && isMap(rawOf(values, id)),
  )
  if (inputs.length === 0) return values
  // the hash is over what is stored
  const text = storable(values)
  const signed: JsonObject = JSON.parse(text)
  const answers: JsonObject = JSON.parse(text)
  for (const { id } of inputs) setNested(answers, id, null)
  const files = await hashesIn(tx, answers)
  for (const { id } of inputs) {
    const { name = '', drawing } = rawOf(signed, id) as JsonObject
    const content: Signed = {
      name,
      drawing,
      at: new Date().toISOString(),
      personId: actor.id,
      answers,
      files,
    }
    const hash = createHash('sha256').update(canonicalJson(content)).digest('hex')
    const made = { name, at: content.at, personId: actor.id, hash }
    setNested(signed, id, drawing === undefined ? made : { ...made, drawing })
  }
  return signed
}

async function hashesIn(tx: Tx, answers: JsonObject): Promise<Record<string, string>> {
  const uris = urisIn(answers)
  if (uris.length === 0) return {}
  const files = await tx.storedFile.findMany({
    where: { uri: { in: uris } },
    select: { uri: true, sha256: true },
  })
  return Object.fromEntries(files.map(({ uri, sha256 }) => [uri, sha256]))
}

function urisIn(value: Json): string[] {
  if (isFileUri(value)) return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(urisIn) : []
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
