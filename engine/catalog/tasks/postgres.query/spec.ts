import { z } from 'zod'
import { postgresProperties, postgresResult, reviewFetch } from '#engine/catalog/postgres-properties.ts'
import type { TaskSpec } from '#engine/flow/spec.ts'

export default {
  type: 'postgres.query',
  aliases: ['io.kestra.plugin.jdbc.postgresql.Query'],
  title: 'PostgreSQL query',
  description:
    'Runs one SQL statement at a PostgreSQL. Values of people belong into `parameters`, never into the text.',
  icon: 'database',
  mode: 'activity',
  properties: z.object({
    ...postgresProperties,
    sql: z.string().min(1).describe('The statement, with `:name` for each of the parameters.'),
    afterSQL: z
      .string()
      .optional()
      .describe('A statement after it, in the same transaction: mark rows as read, say.'),
  }),
  branches: [],
  propertyAliases: {},
  outputs: postgresResult,
  review: ({ properties }) => reviewFetch(properties),
} satisfies TaskSpec
