import type { TaskActivity } from '#engine/catalog/host.ts'
import { readState, stateKey, type StatePlace } from '#engine/catalog/state-place.ts'

const getState: TaskActivity<StatePlace & { errorOnMissing: boolean }> = async (properties, host) => {
  const data = await readState(stateKey(properties, host), host)
  const count = Object.keys(data).length
  if (count === 0 && properties.errorOnMissing)
    return { state: 'FAILED', message: `There is no state \`${properties.name}\`.` }
  return { state: 'SUCCESS', outputs: { count, data } }
}

export default getState
