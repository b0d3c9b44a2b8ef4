import type { KvHost, KvHostPurge, KvHostWrite } from '#engine/catalog/host.ts'
import type { Json } from '#engine/flow/flow.ts'
import { keyPattern, keyRule } from '#engine/flow/kv.ts'
import { announce } from '#server/events.ts'
import { purgeKeys } from '#server/kv/purge-keys.ts'
import { listKeys, readKey, removeKeys, writeKey } from '#server/kv/store.ts'
import { asKvType, typedValue } from '#server/kv/value.ts'
import { demandUse } from '#server/namespaces/access.ts'
import { lineOf } from '#server/namespaces/line.ts'
import type { Mask } from '#server/secrets/mask.ts'
import { unsealDeep } from '#server/secrets/seal.ts'
import { transaction } from '#server/transaction.ts'
import { guardOutputs } from './outputs.ts'

/** The key-value store as a flow of a namespace may use it: values that hold secrets are kept encrypted. */
export function kvHost(home: string, mask: Mask): KvHost {
  const checked = async (namespace: string) => {
    await demandUse(home, namespace, 'keys')
    return namespace
  }
  return {
    async get(key, namespace) {
      const row = await readKey(namespace === undefined ? lineOf(home) : [await checked(namespace)], key)
      return row && { value: unsealDeep(row.value, (text) => mask.add(text)) }
    },
    async set(key, write) {
      if (!keyPattern.test(key) || key.length > 500) throw new Error(keyRule)
      return setKey({ ...write, key, namespace: await checked(write.namespace ?? home) }, mask)
    },
    async delete(key, namespace) {
      const from = await checked(namespace ?? home)
      return transaction(async (tx) => {
        const removed = await removeKeys(tx, from, [key])
        if (removed.length > 0) await announce(tx, [`kv:${from}`, 'kv'])
        return removed.length > 0
      })
    },
    keys: async (prefix, namespace) =>
      (await listKeys([await checked(namespace ?? home)], prefix)).map(({ key }) => key),
    purge: async (which: KvHostPurge) =>
      purgeKeys({ ...which, namespaces: await Promise.all(which.namespaces.map(checked)) }),
  }
}

async function setKey(write: KvHostWrite & { key: string; namespace: string }, mask: Mask): Promise<boolean> {
  const { type, value, ...place } = write
  const typed = type ? asKvType(value, type) : typedValue(value)
  return transaction(async (tx) => {
    const kept: Json = guardOutputs(typed.value, mask)
    const written = await writeKey(tx, { ...place, value: { type: typed.type, value: kept } })
    if (written) await announce(tx, [`kv:${place.namespace}`, 'kv'])
    return written
  })
}
