import type { TaskActivity } from '#engine/catalog/host.ts'
import type { JsonObject } from '#engine/flow/flow.ts'

interface Properties {
  executionId?: string
  namespace?: string
  flowId?: string
  inputs?: JsonObject
}

const resume: TaskActivity<Properties> = async ({ executionId, namespace, flowId, inputs }, host) => {
  const flow = namespace !== undefined && flowId !== undefined ? { namespace, flowId } : undefined
  await host.executions.resume({ executionId, flow, inputs })
  return { state: 'SUCCESS', outputs: {} }
}

export default resume
