import type { Actor } from '#server/actor.ts'
import { AppError } from '#server/errors.ts'
import { lineOf } from '#server/namespaces/line.ts'
import { demand } from '#server/people/can.ts'
import { findKey, listKeys, type KvPlace } from './store.ts'
import { detailOf, entryOf, type KvDetail, type KvEntry } from './view.ts'

/**
 * One value of just this namespace.
 * @throws AppError `forbidden`, `not-found`; `gone` when it is expired
 */
export async function getKey(actor: Actor, place: KvPlace): Promise<KvDetail> {
  demand(actor, 'kv:read', { namespace: place.namespace })
  const row = await findKey(place)
  const named = `for key '${place.key}' in namespace '${place.namespace}'`
  if (!row) throw new AppError('not-found', `No value found ${named}`)
  if (row.expiresAt && row.expiresAt <= new Date())
    throw new AppError('gone', `The value is expired ${named}`)
  return detailOf(row)
}

/** The living keys of a namespace. @throws AppError `forbidden` */
export async function listNamespaceKeys(actor: Actor, namespace: string): Promise<KvEntry[]> {
  demand(actor, 'kv:read', { namespace })
  return (await listKeys([namespace])).map(entryOf)
}

/** Keys of a namespace and of those above it, which flows in it read too, the nearest first. @throws AppError `forbidden` */
export async function listInheritedKeys(actor: Actor, namespace: string): Promise<KvEntry[]> {
  demand(actor, 'kv:read', { namespace })
  const line = lineOf(namespace)
  const rows = await listKeys(line)
  return line.flatMap((name) => rows.filter((row) => row.namespace === name).map(entryOf))
}
