import type { TaskActivity } from '#engine/catalog/host.ts'
import type { JsonObject } from '#engine/flow/flow.ts'

const setVariables: TaskActivity<{ variables: JsonObject; overwrite: boolean }> = async ({
  variables,
  overwrite,
}) => ({
  state: 'SUCCESS',
  outputs: {},
  variables,
  keepVariables: !overwrite,
})

export default setVariables
