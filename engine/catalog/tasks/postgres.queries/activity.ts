import type { z } from 'zod'
import type { TaskActivity } from '#engine/catalog/host.ts'
import { fetched } from '#engine/catalog/postgres-fetch.ts'
import { statementsIn } from '#engine/catalog/sql-text.ts'
import type { Rendered } from '#engine/flow/dynamic.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import type spec from './spec.ts'

type Properties = Rendered<z.output<typeof spec.properties>>

const queries: TaskActivity<Properties> = async (properties, host) => {
  const statements = statementsIn(properties.sql, properties.parameters)
  if (statements.length === 0) throw new Error('`sql` holds no statement')
  const outputs: JsonObject[] = []
  await host.databases.postgres(properties, async (session) => {
    if (properties.transaction) await session.say('BEGIN')
    for (const [index, statement] of statements.entries()) {
      host.progress(index, statements.length)
      const name = `${host.taskRun.taskId}-${index + 1}`
      const left = await fetched(session, statement, { how: properties, name, host })
      if (left) outputs.push(left)
    }
    if (properties.transaction) await session.say('COMMIT')
  })
  return { state: 'SUCCESS', outputs: { outputs } }
}

export default queries
