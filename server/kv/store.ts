import type { Json } from '#engine/flow/flow.ts'
import type { KvType } from '#engine/flow/kv.ts'
import type { KeyValue } from '#generated/prisma/client.ts'
import { Prisma, db, type Tx } from '#server/db.ts'
import { storable } from '#server/runs/storable.ts'
import type { KvValue } from './value.ts'

/** Where a value stands. */
export interface KvPlace {
  namespace: string
  key: string
}

/** A value to be written. */
export interface KvWrite extends KvPlace {
  value: KvValue
  description?: string
  /** Milliseconds that it lives. */
  ttlMs?: number
  /** False: a value that is there already stays, and nothing is written. */
  overwrite?: boolean
}

export type KvRow = Omit<KeyValue, 'type' | 'value'> & { type: KvType; value: Json }

/** Characters of a value as JSON. */
const largest = 1_000_000

/** What stands in the table was typed when it was written. */
export const rowOf = (row: KeyValue): KvRow => row as KvRow

/** Not expired. */
export const alive = () => ({ OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] })

/** One value of just this namespace, expired or not. */
export async function findKey({ namespace, key }: KvPlace): Promise<KvRow | undefined> {
  const row = await db.keyValue.findUnique({ where: { namespace_key: { namespace, key } } })
  return row ? rowOf(row) : undefined
}

/** The living value of a key in the first of these namespaces that has one. */
export async function readKey(namespaces: readonly string[], key: string): Promise<KvRow | undefined> {
  const rows = await db.keyValue.findMany({ where: { namespace: { in: [...namespaces] }, key, ...alive() } })
  const byName = new Map(rows.map((row) => [row.namespace, row]))
  const nearest = namespaces.map((name) => byName.get(name)).find((row) => row !== undefined)
  return nearest && rowOf(nearest)
}

/** Living values of these namespaces, by key. */
export async function listKeys(namespaces: readonly string[], prefix = ''): Promise<KvRow[]> {
  const rows = await db.keyValue.findMany({
    where: { namespace: { in: [...namespaces] }, key: { startsWith: prefix }, ...alive() },
    orderBy: { key: 'asc' },
    take: 10_000,
  })
  return rows.map(rowOf)
}

/**
 * Writes a value; an expired one that stands there counts as none.
 * @returns whether it was written: with `overwrite` false a living value stays
 * @throws Error for a value that is too large
 */
export async function writeKey(tx: Pick<Tx, '$executeRaw'>, write: KvWrite): Promise<boolean> {
  const { namespace, key, value, description, ttlMs, overwrite = true } = write
  const json = storable(value.value)
  if (json.length > largest) throw new Error(`A value may have ${largest} characters of JSON at most.`)
  const now = new Date()
  const expiresAt = ttlMs === undefined ? null : new Date(now.getTime() + ttlMs)
  const replaced = overwrite ? Prisma.sql`TRUE` : Prisma.sql`old."expiresAt" <= ${now}`
  const written = await tx.$executeRaw`
    INSERT INTO "KeyValue" AS old (namespace, key, type, value, description, "expiresAt", "createdAt", "updatedAt")
    VALUES (${namespace}, ${key}, ${value.type}, ${json}::jsonb, ${description ?? null}, ${expiresAt}, ${now}, ${now})
    ON CONFLICT (namespace, key) DO UPDATE SET type = excluded.type, value = excluded.value,
      description = coalesce(excluded.description, old.description), "expiresAt" = excluded."expiresAt",
      "updatedAt" = excluded."updatedAt", version = old.version + 1
    WHERE ${replaced}`
  return written > 0
}

/** Removes keys. @returns those that were there */
export async function removeKeys(
  tx: Pick<Tx, '$queryRaw'>,
  namespace: string,
  keys: readonly string[],
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ key: string }[]>`
    DELETE FROM "KeyValue" WHERE namespace = ${namespace} AND key = ANY(${[...keys]}) RETURNING key`
  return rows.map(({ key }) => key)
}
