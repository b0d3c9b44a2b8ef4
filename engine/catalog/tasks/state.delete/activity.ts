import type { TaskActivity } from '#engine/catalog/host.ts'
import { stateKey, type StatePlace } from '#engine/catalog/state-place.ts'

const deleteState: TaskActivity<StatePlace & { errorOnMissing: boolean }> = async (properties, host) => {
  const deleted = await host.kv.delete(stateKey(properties, host))
  if (!deleted && properties.errorOnMissing)
    return { state: 'FAILED', message: `There is no state \`${properties.name}\`.` }
  return { state: 'SUCCESS', outputs: { deleted } }
}

export default deleteState
