import { durationMs, isDuration } from '#engine/flow/duration.ts'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { demand } from '#server/people/can.ts'
import { transaction } from '#server/transaction.ts'
import { removeKeys, writeKey, type KvPlace } from './store.ts'
import { readKvText, type KvValue } from './value.ts'

/** A value as it comes over REST. */
export interface KeyChange extends KvPlace {
  /** JSON or Ion text. */
  text: string
  description?: string
  /** ISO 8601 duration. */
  ttl?: string
}

/** Sets a value. The audit names the key, never the value. @throws AppError `forbidden`, `invalid`, `too-large` */
export async function setKey(actor: Actor, { text, ttl, description, ...place }: KeyChange): Promise<void> {
  demand(actor, 'kv:write', { namespace: place.namespace })
  const value = readBody(text)
  const ttlMs = readTtl(ttl)
  await transaction(async (tx) => {
    await writeKey(tx, { ...place, value, description, ttlMs })
    await audit(tx, actor, {
      action: 'kv:set',
      subjectType: 'kv',
      subjectId: `${place.namespace}/${place.key}`,
      after: { type: value.type, ...(ttl === undefined ? {} : { ttl }) },
    })
    await announce(tx, [`kv:${place.namespace}`, 'kv'])
  })
}

function readTtl(ttl: string | undefined): number | undefined {
  if (ttl === undefined) return undefined
  if (isDuration(ttl) && durationMs(ttl) > 0) return durationMs(ttl)
  throw new AppError('invalid', `The time to live is no ISO 8601 duration: ${ttl}`, {
    details: [{ path: 'ttl', message: 'is no ISO 8601 duration' }],
  })
}

const largest = 1_000_000

function readBody(text: string): KvValue {
  if (text.length > largest)
    throw new AppError('too-large', `A value may have ${largest} characters at most.`)
  try {
    return readKvText(text)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new AppError('invalid', message, { details: [{ path: 'value', message }] })
  }
}

/** Removes keys. @returns those that were there @throws AppError `forbidden` */
export async function deleteKeys(
  actor: Actor,
  namespace: string,
  keys: readonly string[],
): Promise<{ keys: string[] }> {
  demand(actor, 'kv:delete', { namespace })
  return transaction(async (tx) => {
    const removed = await removeKeys(tx, namespace, keys)
    for (const key of removed)
      await audit(tx, actor, { action: 'kv:delete', subjectType: 'kv', subjectId: `${namespace}/${key}` })
    if (removed.length > 0) await announce(tx, [`kv:${namespace}`, 'kv'])
    return { keys: removed }
  })
}
