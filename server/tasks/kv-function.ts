import type { KvHost } from '#engine/catalog/host.ts'
import { NotThere } from '#engine/flow/expressions/error.ts'
import type { HostFunctions } from '#engine/flow/expressions/types.ts'
import type { Json } from '#engine/flow/flow.ts'

const names = ['key', 'namespace', 'errorOnMissing']

/**
 * `kv(key, namespace, errorOnMissing)`: without a namespace the flow's own and those above it are asked. What is missing is
 * caught by `??`; with `errorOnMissing` false it is null.
 */
export function kvFunction(kv: KvHost, home: string): HostFunctions[string] {
  return async (args, named) => {
    const { key, namespace, errorOnMissing = true } = read(args, named)
    const found = await kv.get(key, namespace)
    if (found) return found.value
    if (!errorOnMissing) return null
    throw new NotThere(`The key '${key}' does not exist in the namespace '${namespace ?? home}'.`)
  }
}

function read(args: readonly Json[], named: Readonly<Record<string, Json>>) {
  const unknown = Object.keys(named).find((name) => !names.includes(name))
  if (unknown !== undefined || args.length > names.length)
    throw new Error(`kv() takes ${names.join(', ')}${unknown === undefined ? '' : `, not ${unknown}`}.`)
  const [key, namespace, errorOnMissing] = names.map((name, at) => named[name] ?? args[at] ?? undefined)
  if (typeof key !== 'string') throw new Error('kv() takes a text as key.')
  if (namespace !== undefined && typeof namespace !== 'string')
    throw new Error('kv() takes a text as namespace.')
  if (errorOnMissing !== undefined && typeof errorOnMissing !== 'boolean')
    throw new Error('kv() takes true or false as errorOnMissing.')
  return { key, namespace, errorOnMissing }
}
