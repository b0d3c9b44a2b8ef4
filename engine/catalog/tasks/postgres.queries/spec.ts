import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import { postgresProperties, postgresResult, reviewFetch } from '#engine/catalog/postgres-properties.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'postgres.queries',
  aliases: ['io.kestra.plugin.jdbc.postgresql.Queries'],
  title: 'PostgreSQL queries',
  description:
    'Runs SQL statements at a PostgreSQL, one after the other: all of them or, where one fails, none. Values of people belong into `parameters`, never into the text.',
  icon: 'database',
  mode: 'activity',
  properties: z.object({
    ...postgresProperties,
    sql: z
      .string()
      .min(1)
      .describe('The statements, separated by `;`, with `:name` for each of the parameters.'),
    transaction: dynamic(z.boolean())
      .default(true)
      .describe('Whether they are one transaction; else each is one, and those before one that fails stay.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: z.object({
    outputs: z.array(postgresResult).describe('What each statement leaves that has rows, in their order.'),
  }),
  review: ({ properties }) => reviewFetch(properties),
} satisfies TaskSpec
