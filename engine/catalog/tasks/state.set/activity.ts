import type { TaskActivity } from '#engine/catalog/host.ts'
import { readState, stateKey, type StatePlace } from '#engine/catalog/state-place.ts'
import type { JsonObject } from '#engine/flow/flow.ts'

const setState: TaskActivity<StatePlace & { data?: JsonObject }> = async (properties, host) => {
  const key = stateKey(properties, host)
  const value = { ...(await readState(key, host)), ...properties.data }
  await host.kv.set(key, { value, type: 'JSON' })
  return { state: 'SUCCESS', outputs: { count: Object.keys(value).length, key } }
}

export default setState
