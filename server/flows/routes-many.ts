import { z } from 'zod'
import { csvDownload } from '#server/api/csv.ts'
import { route, type Route } from '#server/api/route.ts'
import type { Actor } from '#server/actor.ts'
import type { Permission } from '#server/people/permissions.ts'
import { exportFlowTable } from './export-csv.ts'
import { deleteMany, keysOf, setDisabled, type FlowKey } from './many.ts'
import { applyReplace, previewReplace } from './replace-source.ts'
import { counted, flag, flowKeys } from './route-parts.ts'
import { searchOf, searchQuery } from './search-query.ts'
import { exportFlows, importFlows } from './transfer.ts'

const tag = 'Flows'

interface Deed {
  word: string
  method: 'POST' | 'DELETE' | 'GET'
  /** Of the row that names the flows; the other row finds them. */
  idsMethod?: 'POST'
  summary: string
  permission: Permission
  answer?: z.ZodType
  handle(actor: Actor, keys: readonly FlowKey[]): Promise<unknown>
}

const deeds: readonly Deed[] = [
  {
    word: 'delete',
    method: 'DELETE',
    summary: 'Delete flows',
    permission: 'flow:delete',
    answer: counted,
    handle: deleteMany,
  },
  {
    word: 'enable',
    method: 'POST',
    summary: 'Enable flows',
    permission: 'flow:write',
    answer: counted,
    handle: (actor, keys) => setDisabled(actor, keys, false),
  },
  {
    word: 'disable',
    method: 'POST',
    summary: 'Disable flows',
    permission: 'flow:write',
    answer: counted,
    handle: (actor, keys) => setDisabled(actor, keys, true),
  },
  {
    word: 'export',
    method: 'GET',
    idsMethod: 'POST',
    summary: 'Download the sources of flows as a ZIP archive',
    permission: 'flow:read',
    handle: exportFlows,
  },
]

/** One deed, for the flows that are named or for those that a search finds. */
function rowsOf({ word, method, idsMethod, summary, permission, answer, handle }: Deed): Route[] {
  const byIds = route({
    method: idsMethod ?? method,
    path: `/flows/${word}/by-ids`,
    tag,
    summary: `${summary} by their ids, all or none`,
    permission,
    body: flowKeys,
    answer,
    handle: ({ actor, body }) => handle(actor, body),
  })
  const byQuery = route({
    method,
    path: `/flows/${word}/by-query`,
    tag,
    summary: `${summary} that a search finds, 2,000 at most`,
    permission,
    query: searchQuery,
    answer,
    handle: async ({ actor, query }) => handle(actor, await keysOf(actor, searchOf(query))),
  })
  return [byIds, byQuery] as Route[]
}

const table = route({
  method: 'GET',
  path: '/flows/export/by-query/csv',
  tag,
  summary: 'The flows that a search finds as CSV',
  permission: 'flow:read',
  query: searchQuery,
  handle: ({ actor, query }) => csvDownload('flows.csv', exportFlowTable(actor, searchOf(query))),
})

const id = z.string().min(1).max(150)
const replacement = z.strictObject({
  query: z.string().min(1).max(2000),
  replacement: z.string().max(10_000),
  namespace: id.optional(),
  flowId: id.optional(),
  flows: flowKeys.optional(),
  caseSensitive: z.boolean().default(true),
  wholeWord: z.boolean().default(false),
  regex: z.literal(false, { error: 'no regular expressions: what is replaced is a text' }).optional(),
})
const onLine = replacement
  .omit({ flows: true })
  .extend({ namespace: id, id: id.optional(), line: z.int().min(1) })
const replaced = z.object({
  results: z.array(z.object({ namespace: z.string(), id: z.string(), revision: z.int() })),
  total: z.int(),
})

const replacing = [
  route({
    method: 'POST',
    path: '/flows/source/replace/preview',
    tag,
    summary: 'What replacing a text in the sources of flows would change',
    permission: 'flow:read',
    body: replacement,
    answer: z.object({
      results: z.array(
        z.object({
          namespace: z.string(),
          id: z.string(),
          revision: z.int(),
          count: z.int(),
          changes: z.array(z.object({ line: z.int(), before: z.string(), after: z.string() })),
          problems: z.array(z.looseObject({ path: z.string(), message: z.string() })),
        }),
      ),
      total: z.int(),
    }),
    handle: ({ actor, body }) => previewReplace(actor, body),
  }),
  route({
    method: 'POST',
    path: '/flows/source/replace/apply',
    tag,
    summary: 'Replace a text in the sources of flows, all or none',
    permission: 'flow:write',
    body: replacement,
    answer: replaced,
    handle: ({ actor, body }) => applyReplace(actor, body),
  }),
  route({
    method: 'POST',
    path: '/flows/source/replace/line',
    tag,
    summary: 'Replace a text on one line of a flow',
    permission: 'flow:write',
    body: onLine,
    answer: replaced,
    handle: ({ actor, body: { id: ofFlow, ...body } }) =>
      applyReplace(actor, { ...body, flowId: ofFlow ?? body.flowId }),
  }),
  route({
    method: 'POST',
    path: '/flows/import',
    tag,
    summary: 'Save the flows of a ZIP archive or a YAML text; answers what could not be saved',
    permission: 'flow:write',
    query: z.object({ failOnError: flag() }),
    bodyKind: 'multipart',
    answer: z.array(z.string()),
    handle: ({ actor, query, request }) => importFlows(actor, request, query.failOnError),
  }),
] satisfies Route[]

/** What is done with many flows at once. */
export const manyRoutes: Route[] = [...deeds.flatMap(rowsOf), table as Route, ...replacing]
