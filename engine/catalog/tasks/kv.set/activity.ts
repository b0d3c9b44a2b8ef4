import type { KvHostWrite, TaskActivity } from '#engine/catalog/host.ts'
import { durationMs } from '#engine/flow/duration.ts'
import type { Json } from '#engine/flow/flow.ts'

interface Properties {
  key: string
  value: Json
  kvType?: KvHostWrite['type']
  kvDescription?: string
  namespace?: string
  overwrite: boolean
  ttl?: string
}

const setKey: TaskActivity<Properties> = async (
  { key, value, kvType, kvDescription, ttl, ...where },
  host,
) => {
  const written = await host.kv.set(key, {
    ...where,
    value,
    type: kvType ?? (typeof value === 'string' ? 'STRING' : undefined),
    description: kvDescription,
    ttlMs: ttl === undefined ? undefined : durationMs(ttl),
  })
  if (written) return { state: 'SUCCESS', outputs: {} }
  return { state: 'FAILED', message: `The key '${key}' has a value already, and \`overwrite\` is false.` }
}

export default setKey
