import type { TaskActivity } from '#engine/catalog/host.ts'
import type { JsonObject } from '#engine/flow/flow.ts'

const returnText: TaskActivity<{ format?: string }> = async ({ format }) => {
  const outputs: JsonObject = format === undefined ? {} : { value: format }
  return { state: 'SUCCESS', outputs }
}

export default returnText
