import type { TaskActivity } from '#engine/catalog/host.ts'

interface Toggle {
  trigger: string
  enabled: boolean
  flowId?: string
  namespace?: string
}

const toggle: TaskActivity<Toggle> = async ({ trigger, enabled, flowId, namespace }, host) => {
  const { execution } = host
  const key = {
    namespace: namespace ?? execution.namespace,
    flowId: flowId ?? execution.flowId,
    triggerId: trigger,
  }
  const problem = await host.triggers.setEnabled(key, enabled)
  if (problem !== undefined) return { state: 'FAILED', message: problem }
  await host.log(
    'INFO',
    `The trigger ${trigger} of ${key.namespace}.${key.flowId} is ${enabled ? 'on' : 'off'}`,
  )
  return { state: 'SUCCESS', outputs: {} }
}

export default toggle
