import type { TaskActivity } from '#engine/catalog/host.ts'
import type { JsonObject } from '#engine/flow/flow.ts'

const returnText: TaskActivity<{ format?: string }> = async ({ format }, host) => {
  const startedAt = performance.now()
  const outputs: JsonObject = format === undefined ? {} : { value: format }
  host.metric({ name: 'length', type: 'counter', value: format?.length ?? 0 })
  host.metric({ name: 'duration', type: 'timer', value: performance.now() - startedAt })
  return { state: 'SUCCESS', outputs }
}

export default returnText
