import type { TaskActivity } from '#engine/catalog/host.ts'
import type { JsonObject } from '#engine/flow/flow.ts'

const outputValues: TaskActivity<{ values: JsonObject }> = async ({ values }) => ({
  state: 'SUCCESS',
  outputs: { values },
})

export default outputValues
