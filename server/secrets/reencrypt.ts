import { setTimeout as pause } from 'node:timers/promises'
import type { Json } from '#engine/flow/flow.ts'
import { db } from '#server/db.ts'
import { storable } from '#server/runs/storable.ts'
import { currentPrefix, isCurrent, isReadable, isSealed, mapJson, reseal, sealedFrom } from './seal.ts'

/** What was done, and what could not be for want of its key. */
export interface Reencrypted {
  secrets: number
  keys: number
  unreadable: string[]
}

const atOnce = 200

/**
 * Encrypts stored secrets, and secrets in the key-value store, anew with the key in use now. Each row by itself, and only
 * where it still holds what was read: it may be broken off anywhere, run again, or run beside others. What executions hold
 * stays under the key that it was sealed with.
 */
export async function reencrypt(): Promise<Reencrypted> {
  const unreadable: string[] = []
  await secondFactors(unreadable)
  await mails(unreadable)
  await channels(unreadable)
  return { secrets: await secrets(unreadable), keys: await keys(unreadable), unreadable }
}

async function secondFactors(unreadable: string[]): Promise<void> {
  const rows = await db.$queryRaw<{ personId: string; secret: string }[]>`
    SELECT "personId", secret FROM "SecondFactor" WHERE NOT starts_with(secret, ${currentPrefix()})`
  for (const { personId, secret } of rows) {
    const sealed = sealedFrom(secret)
    if (!isReadable(sealed)) unreadable.push(`the second factor of ${personId}`)
    else
      await db.secondFactor.updateMany({
        where: { personId, secret },
        data: { secret: reseal(sealed).value },
      })
  }
}

async function mails(unreadable: string[]): Promise<void> {
  const rows = await db.$queryRaw<{ id: string; path: string }[]>`
    SELECT id, path FROM "Mail" WHERE path IS NOT NULL AND NOT starts_with(path, ${currentPrefix()})`
  for (const { id, path } of rows) {
    const sealed = sealedFrom(path)
    if (!isReadable(sealed)) unreadable.push(`the link in the mail ${id}`)
    else await db.mail.updateMany({ where: { id, path }, data: { path: reseal(sealed).value } })
  }
}

async function channels(unreadable: string[]): Promise<void> {
  const rows = await db.$queryRaw<{ groupId: string; url: string }[]>`
    SELECT "groupId", url FROM "GroupChannel" WHERE NOT starts_with(url, ${currentPrefix()})`
  for (const { groupId, url } of rows) {
    const sealed = sealedFrom(url)
    if (!isReadable(sealed)) unreadable.push(`the channel of the group ${groupId}`)
    else await db.groupChannel.updateMany({ where: { groupId, url }, data: { url: reseal(sealed).value } })
  }
}

async function secrets(unreadable: string[]): Promise<number> {
  let done = 0
  let after = { namespace: '', key: '' }
  for (;;) {
    const rows = await db.$queryRaw<{ namespace: string; key: string; value: string }[]>`
      SELECT namespace, key, value FROM "Secret"
      WHERE (namespace, key) > (${after.namespace}, ${after.key}) AND NOT starts_with(value, ${currentPrefix()})
      ORDER BY namespace, key LIMIT ${atOnce}`
    for (const { namespace, key, value } of rows) {
      const sealed = sealedFrom(value)
      if (!isReadable(sealed)) unreadable.push(`${namespace}/${key}`)
      else {
        const where = { namespace, key, value }
        done += (await db.secret.updateMany({ where, data: { value: reseal(sealed).value } })).count
      }
    }
    const last = rows.at(-1)
    if (!last) return done
    after = last
    await pause(0)
  }
}

async function keys(unreadable: string[]): Promise<number> {
  let done = 0
  let after = { namespace: '', key: '' }
  for (;;) {
    const rows = await db.$queryRaw<{ namespace: string; key: string; version: number; value: Json }[]>`
      SELECT namespace, key, version, value FROM "KeyValue"
      WHERE (namespace, key) > (${after.namespace}, ${after.key}) AND strpos(value::text, 'aes_encrypted') > 0
      ORDER BY namespace, key LIMIT ${atOnce}`
    for (const { namespace, key, version, value } of rows) {
      const found = { old: 0, lost: 0 }
      const anew = renewed(value, found)
      if (found.lost > 0) unreadable.push(`${namespace}/${key}`)
      if (found.old === 0) continue
      done += await db.$executeRaw`UPDATE "KeyValue" SET value = ${storable(anew)}::jsonb
        WHERE namespace = ${namespace} AND key = ${key} AND version = ${version}`
    }
    const last = rows.at(-1)
    if (!last) return done
    after = last
    await pause(0)
  }
}

function renewed(value: Json, found: { old: number; lost: number }): Json {
  if (!isSealed(value)) return mapJson(value, (inner) => renewed(inner, found))
  if (isCurrent(value)) return value
  if (!isReadable(value)) {
    found.lost++
    return value
  }
  found.old++
  return reseal(value)
}
