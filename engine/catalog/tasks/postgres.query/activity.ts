import type { z } from 'zod'
import type { TaskActivity } from '#engine/catalog/host.ts'
import type { PostgresSession } from '#engine/catalog/outside-host.ts'
import { fetched } from '#engine/catalog/postgres-fetch.ts'
import { statementsIn, type Statement } from '#engine/catalog/sql-text.ts'
import type { Rendered } from '#engine/flow/dynamic.ts'
import type { Json } from '#engine/flow/flow.ts'
import type spec from './spec.ts'

type Properties = Rendered<z.output<typeof spec.properties>>

const query: TaskActivity<Properties> = async (properties, host) => {
  const { sql, afterSQL, parameters } = properties
  const statement = one('sql', sql, parameters)
  const after = afterSQL === undefined ? undefined : one('afterSQL', afterSQL, parameters)
  const outputs = await host.databases.postgres(properties, (session) => {
    const run = () => fetched(session, statement, { how: properties, name: host.taskRun.taskId, host })
    return after ? together(session, after, run) : run()
  })
  return { state: 'SUCCESS', outputs: outputs ?? {} }
}

function one(
  property: string,
  sql: string,
  parameters: Readonly<Record<string, Json>> | undefined,
): Statement {
  const [statement, ...more] = statementsIn(sql, parameters)
  if (!statement) throw new Error(`\`${property}\` holds no statement`)
  if (more.length > 0)
    throw new Error(`\`${property}\` holds several statements: that is for postgres.queries`)
  return statement
}

/** Both or none of the two. */
async function together<T>(session: PostgresSession, after: Statement, run: () => Promise<T>): Promise<T> {
  await session.say('BEGIN')
  const result = await run()
  const rest = session.rows(after, 1)
  while (!(await rest.next()).done);
  await session.say('COMMIT')
  return result
}

export default query
