import type { TaskActivity } from '#engine/catalog/host.ts'
import { instantOf } from '#engine/catalog/instant.ts'
import type { LogLevel } from '#engine/flow/flow.ts'

interface Properties {
  namespace?: string
  flowId?: string
  startDate?: string
  endDate: string
  logLevels?: LogLevel[]
}

const purge: TaskActivity<Properties> = async (properties, host) => {
  const { namespace, flowId, startDate, endDate, logLevels: levels } = properties
  const count = await host.executions.purgeLogs({
    namespace,
    flowId,
    levels,
    from: instantOf('startDate', startDate),
    to: instantOf('endDate', endDate),
  })
  await host.log('INFO', `Purged ${count} lines`)
  return { state: 'SUCCESS', outputs: { count } }
}

export default purge
