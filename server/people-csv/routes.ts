import { z } from 'zod'
import { csvDownload } from '#server/api/csv.ts'
import { readFilePart, wholePart } from '#server/api/read-file-part.ts'
import { route, type Route } from '#server/api/route.ts'
import { peopleQuery } from '#server/people/schemas.ts'
import { columns } from './columns.ts'
import { exportPeople } from './export-people.ts'
import { importPeople } from './import-people.ts'

const tag = 'People'
const largestFile = 5_000_000

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((value) => value === 'true')
const importQuery = z.strictObject({
  dryRun: flag.describe('Only say what would happen'),
  invite: flag.describe('Send people who are new a link by mail by which they set a password'),
})
const column = z.enum(columns)
const whats = ['new', 'changed', 'unchanged', 'wrong'] as const
const importAnswer = z.object({
  applied: z.boolean(),
  counts: z.record(z.enum(whats), z.int()),
  rows: z.array(
    z.object({
      line: z.int(),
      mail: z.string(),
      name: z.string(),
      what: z.enum(whats),
      changes: z.array(z.object({ column, before: z.string().optional(), after: z.string() })),
      problems: z.array(z.object({ line: z.int(), column, message: z.string() })),
    }),
  ),
})

/** People as a file. */
export const routes: Route[] = [
  route({
    method: 'GET',
    path: '/users/export',
    tag,
    summary: 'The people that the same query would list, as CSV that an import reads',
    permission: 'user:read',
    query: peopleQuery.pick({ q: true, active: true, role: true, group: true, invited: true }),
    handle: ({ actor, query: { q, active, role, group, invited } }) =>
      csvDownload('people.csv', exportPeople(actor, { q, active, role, group, invited })),
  }),
  route({
    method: 'POST',
    path: '/users/import',
    tag,
    summary: `Make and change people by CSV, known by their mail address, in the part \`file\` of a form: ${columns.join(', ')}`,
    permission: 'user:write',
    query: importQuery,
    bodyKind: 'multipart',
    answer: importAnswer,
    handle: ({ actor, query, request }) =>
      readFilePart(request, 'file', async (part) =>
        importPeople(actor, await wholePart(part, largestFile), query),
      ),
  }),
]
