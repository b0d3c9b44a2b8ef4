import type { TaskActivity } from '#engine/catalog/host.ts'
import { instantOf } from '#engine/catalog/instant.ts'
import type { State } from '#engine/flow/flow.ts'

interface Properties {
  namespace?: string
  flowId?: string
  startDate?: string
  endDate: string
  states?: State[]
  purgeExecution: boolean
  purgeLog: boolean
  purgeMetric: boolean
  purgeStorage: boolean
  batchSize: number
}

const purge: TaskActivity<Properties> = async (properties, host) => {
  const { namespace, flowId, states, batchSize } = properties
  const count = await host.executions.purge({
    namespace,
    flowId,
    from: instantOf('startDate', properties.startDate),
    to: instantOf('endDate', properties.endDate),
    states,
    parts: {
      executions: properties.purgeExecution,
      logs: properties.purgeLog,
      metrics: properties.purgeMetric,
      files: properties.purgeStorage,
    },
    batchSize,
  })
  await host.log('INFO', `Purged ${count.executions} executions`)
  return {
    state: 'SUCCESS',
    outputs: {
      executionsCount: count.executions,
      taskOutputsCount: count.taskRuns,
      logsCount: count.logs,
      metricsCount: count.metrics,
      storagesCount: count.files,
    },
  }
}

export default purge
