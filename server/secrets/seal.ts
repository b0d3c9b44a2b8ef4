import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import type { Json } from '#engine/flow/flow.ts'
import { env } from '#server/env.ts'

/** How a secret value stands in inputs, state, history and outputs: encrypted, never in clear. */
export type SealedValue = {
  type: 'aes_encrypted'
  /** `<key id>.<nonce>.<tag>.<text>`, each base64url. */
  value: string
}

const algorithm = 'aes-256-gcm'

interface Keys {
  /** Of the key that values are sealed with from now on. */
  current: string
  byId: ReadonlyMap<string, Buffer>
}

let known: Keys | undefined

/** The key of the settings, and the ones before it that values may still be sealed with. */
function keys(): Keys {
  if (known) return known
  const { FORMWORK_SECRET_KEY, FORMWORK_OLD_SECRET_KEYS } = env()
  const all = [FORMWORK_SECRET_KEY, ...FORMWORK_OLD_SECRET_KEYS].map((text) => Buffer.from(text, 'base64'))
  const byId = new Map(all.map((key) => [idOf(key), key]))
  known = { current: [...byId.keys()][0] ?? '', byId }
  return known
}

/** Tells which key a value was sealed with, so that another key is named and not a broken tag. */
function idOf(key: Buffer): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 8)
}

/** Whether a value was sealed with the key that is in use now. */
export function isCurrent(sealed: SealedValue): boolean {
  return sealed.value.startsWith(`${keys().current}.`)
}

/** What values sealed now begin with. */
export function currentPrefix(): string {
  return `${keys().current}.`
}

/**
 * Encrypts a text with AES-256-GCM.
 * @param within secrets that the text was made from: who opens it hides them too, and not only the text as a whole
 */
export function seal(text: string, within: readonly string[] = []): SealedValue {
  const nonce = randomBytes(12)
  const { current, byId } = keys()
  const cipher = createCipheriv(algorithm, byId.get(current) ?? '', nonce)
  const body = Buffer.concat([cipher.update(JSON.stringify([text, ...within]), 'utf8'), cipher.final()])
  const parts = [nonce, cipher.getAuthTag(), body].map((part) => part.toString('base64url'))
  return { type: 'aes_encrypted', value: [current, ...parts].join('.') }
}

/** What only calls itself encrypted is a value like any other. */
const sealedForm = /^[\w-]{8}\.[\w-]{16}\.[\w-]{22}\.[\w-]*$/

export function isSealed(value: unknown): value is SealedValue {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    value.type === 'aes_encrypted' &&
    'value' in value &&
    typeof value.value === 'string' &&
    sealedForm.test(value.value)
  )
}

/** A sealed value that was stored as its text alone. */
export function sealedFrom(value: string): SealedValue {
  return { type: 'aes_encrypted', value }
}

/** Whether the key that a value was sealed with is known. */
export function isReadable(sealed: SealedValue): boolean {
  return keys().byId.has(sealed.value.slice(0, 8))
}

/**
 * The text behind a sealed value.
 * @throws Error where it was sealed with another key, or changed
 */
export function unseal(sealed: SealedValue): string {
  return partsOf(sealed)[0] ?? ''
}

/** The text, and the secrets that it was made from. */
function partsOf(sealed: SealedValue): string[] {
  const [id = '', nonce = '', tag = '', body = ''] = sealed.value.split('.')
  const key = keys().byId.get(id)
  if (!key)
    throw new Error(
      'A secret was encrypted with another key than FORMWORK_SECRET_KEY: name that one in FORMWORK_OLD_SECRET_KEYS.',
    )
  const decipher = createDecipheriv(algorithm, key, Buffer.from(nonce, 'base64url'))
  decipher.setAuthTag(Buffer.from(tag, 'base64url'))
  const plain = Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()])
  return JSON.parse(plain.toString('utf8')) as string[]
}

/** The same text and what it was made from, sealed with the key in use now. @throws Error as `unseal` */
export function reseal(sealed: SealedValue): SealedValue {
  const [text = '', ...within] = partsOf(sealed)
  return seal(text, within)
}

/** A copy in which every sealed value is in clear; each is told to `found`, so that it is masked from then on. */
export function unsealDeep(value: Json, found: (text: string) => void): Json {
  if (isSealed(value)) {
    const [text = '', ...within] = partsOf(value)
    for (const secret of [text, ...within]) found(secret)
    return text
  }
  return mapJson(value, (inner) => unsealDeep(inner, found))
}

/** A copy for readers: sealed values are printed as stars. */
export function withStars(value: Json): Json {
  return isSealed(value) ? stars : mapJson(value, withStars)
}

export const stars = '********'

/** The same list or map with each part replaced; any other value stays. */
export function mapJson(value: Json, change: (inner: Json) => Json): Json {
  if (Array.isArray(value)) return value.map(change)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, change(inner)]))
}
