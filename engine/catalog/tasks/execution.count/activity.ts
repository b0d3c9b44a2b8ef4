import type { FlowCount } from '#engine/catalog/execution-host.ts'
import type { TaskActivity } from '#engine/catalog/host.ts'
import { instantOf } from '#engine/catalog/instant.ts'
import type { State } from '#engine/flow/flow.ts'

interface Properties {
  flows?: { namespace: string; flowId: string }[]
  namespaces?: string[]
  states?: State[]
  startDate: string
  endDate?: string
  expression: string
}

const count: TaskActivity<Properties> = async (properties, host) => {
  const { flows, namespaces, states, startDate, endDate, expression } = properties
  const from = instantOf('startDate', startDate)
  const to = instantOf('endDate', endDate)
  const results: FlowCount[] = []
  for (const found of await host.executions.count({ flows, namespaces, states, from, to }))
    if ((await host.render(expression, { count: found.count })).trim() === 'true') results.push(found)
  const total = results.reduce((sum, one) => sum + one.count, 0)
  return { state: 'SUCCESS', outputs: { results: results.map((one) => ({ ...one })), total } }
}

export default count
