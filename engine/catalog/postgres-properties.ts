import { z } from 'zod'
import { dynamic } from '#engine/flow/dynamic.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import type { Remark } from '#engine/flow/spec.ts'

/** What becomes of the rows. */
export const fetchTypes = ['NONE', 'FETCH', 'FETCH_ONE', 'STORE'] as const

/** What every task that asks a PostgreSQL takes. */
export const postgresProperties = {
  url: z
    .string()
    .min(1)
    .describe(
      'Address of the database: `jdbc:postgresql://db.example.com:5432/shop`. Private and local ones are refused unless an operator allows them.',
    ),
  username: z.string().optional().describe('User.'),
  password: z.string().optional().describe('Password; keep it in a secret.'),
  parameters: dynamic(z.record(z.string(), z.json()))
    .optional()
    .describe(
      'Values for `:name` in the SQL. They cannot become SQL themselves: give answers of people this way.',
    ),
  fetchType: dynamic(z.enum(fetchTypes))
    .default('NONE')
    .describe(
      'What becomes of the rows: nothing, all into the output, the first into the output, or all into a file of rows.',
    ),
  fetch: z.boolean().optional().describe('Older spelling of `fetchType: FETCH`.'),
  fetchOne: z.boolean().optional().describe('Older spelling of `fetchType: FETCH_ONE`.'),
  store: z.boolean().optional().describe('Older spelling of `fetchType: STORE`.'),
  fetchSize: dynamic(z.coerce.number().int().min(1).max(100_000))
    .default(10_000)
    .describe('How many rows are held at once while they are stored.'),
  timeZoneId: z.string().optional().describe('Time zone of the session; without it UTC.'),
  sslMode: dynamic(z.enum(['DISABLE', 'ALLOW', 'PREFER', 'REQUIRE', 'VERIFY_CA', 'VERIFY_FULL']))
    .optional()
    .describe(
      'How the line is encrypted; without it what the address says, else encrypted where the server can.',
    ),
  sslRootCert: z.string().optional().describe('Certificate, PEM, that the server’s must come from.'),
}

const result = {
  row: z.record(z.string(), z.json()).optional().describe('First row, with `FETCH_ONE`.'),
  rows: z.array(z.record(z.string(), z.json())).optional().describe('All rows, with `FETCH`.'),
  uri: z.string().optional().describe('Address of the file of rows, with `STORE`.'),
  size: z.number().optional().describe('How many rows there are.'),
}

/** What one statement leaves. */
export const postgresResult = z.object(result)

/** Two ways to say what becomes of the rows. */
export function reviewFetch(properties: JsonObject): Remark[] {
  const older = (['fetch', 'fetchOne', 'store'] as const).filter((name) => properties[name] === true)
  const [first] = older
  if (first === undefined || properties.fetchType === 'NONE') return []
  const message = `\`${first}\` is an older spelling of \`fetchType\`: one of them says it`
  return [{ kind: 'problem', message, path: [first] }]
}
