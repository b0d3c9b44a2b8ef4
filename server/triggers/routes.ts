import { csvDownload } from '#server/api/csv.ts'
import { route, type Route } from '#server/api/route.ts'
import { createBackfill, deleteBackfill, pauseBackfill, unpauseBackfill } from './backfill.ts'
import { deleteTrigger, restartTrigger, setDisabled, unlockTrigger } from './change-triggers.ts'
import { exportTriggers } from './csv.ts'
import { manyRoutes } from './many-routes.ts'
import {
  backfillBody,
  disableBody,
  flowParams,
  keyBody,
  rowsSchema,
  stateSchema,
  statesSchema,
  triggerParams,
} from './schemas.ts'
import { listQuery, manyOf, manyQuery, searchOf, searchQuery } from './search-query.ts'
import { listTriggers, searchTriggers } from './search-triggers.ts'
import { webhookRoutes } from './webhook-routes.ts'

const tag = 'Triggers'

const reading = [
  route({
    method: 'GET',
    path: '/triggers/search',
    tag,
    summary: 'Search triggers, with their next and last time; those that come next first',
    permission: 'trigger:read',
    query: searchQuery,
    answer: rowsSchema,
    handle: ({ actor, query }) => searchTriggers(actor, searchOf(query)),
  }),
  route({
    method: 'GET',
    path: '/triggers/export/by-query/csv',
    tag,
    summary: 'The triggers that a search finds, as CSV',
    permission: 'trigger:read',
    query: manyQuery,
    handle: ({ actor, query }) => csvDownload('triggers.csv', exportTriggers(actor, manyOf(query))),
  }),
  route({
    method: 'GET',
    path: '/triggers/{namespace}/{flowId}',
    tag,
    summary: 'All triggers of a flow',
    permission: 'trigger:read',
    params: flowParams,
    query: listQuery,
    answer: statesSchema,
    handle: ({ actor, params, query }) => listTriggers(actor, params, query),
  }),
] satisfies Route[]

const disabling = {
  tag,
  summary: 'Switch a trigger on or off',
  permission: 'trigger:write',
  body: disableBody,
  answer: stateSchema,
} as const

const writing = [
  // its name in earlier days
  route({
    method: 'PUT',
    path: '/triggers',
    ...disabling,
    handle: ({ actor, body }) => setDisabled(actor, body.key, body.disabled),
  }),
  route({
    method: 'PUT',
    path: '/triggers/set-disabled',
    ...disabling,
    handle: ({ actor, body }) => setDisabled(actor, body.key, body.disabled),
  }),
  route({
    method: 'POST',
    path: '/triggers/{namespace}/{flowId}/{triggerId}/restart',
    tag,
    summary: 'Set the schedule of a trigger anew, and forget its last error',
    permission: 'trigger:write',
    params: triggerParams,
    answer: stateSchema,
    handle: ({ actor, params }) => restartTrigger(actor, params),
  }),
  route({
    method: 'POST',
    path: '/triggers/{namespace}/{flowId}/{triggerId}/unlock',
    tag,
    summary: 'Free a trigger that waits for its last execution',
    permission: 'trigger:write',
    params: triggerParams,
    answer: stateSchema,
    handle: ({ actor, params }) => unlockTrigger(actor, params),
  }),
  route({
    method: 'DELETE',
    path: '/triggers/{namespace}/{flowId}/{triggerId}',
    tag,
    summary: 'Refused as long as the flow declares the trigger: it goes when it is taken out there',
    permission: 'trigger:write',
    params: triggerParams,
    handle: ({ actor, params }) => deleteTrigger(actor, params),
  }),
] satisfies Route[]

const backfill = { tag, permission: 'trigger:write', body: keyBody, answer: stateSchema } as const

const backfilling = [
  route({
    method: 'PUT',
    path: '/triggers/backfill/create',
    tag,
    summary: 'Make up for the times of a schedule between two moments',
    permission: 'trigger:write',
    body: backfillBody,
    answer: stateSchema,
    handle: ({ actor, body: { namespace, flowId, triggerId, backfill: wish } }) =>
      createBackfill(actor, { namespace, flowId, triggerId }, wish),
  }),
  route({
    method: 'PUT',
    path: '/triggers/backfill/pause',
    summary: 'Pause a backfill',
    ...backfill,
    handle: ({ actor, body }) => pauseBackfill(actor, body),
  }),
  route({
    method: 'PUT',
    path: '/triggers/backfill/unpause',
    summary: 'Go on with a paused backfill',
    ...backfill,
    handle: ({ actor, body }) => unpauseBackfill(actor, body),
  }),
  route({
    method: 'POST',
    path: '/triggers/backfill/delete',
    summary: 'End a backfill',
    ...backfill,
    handle: ({ actor, body }) => deleteBackfill(actor, body),
  }),
] satisfies Route[]

/** Triggers, in Kestra's shapes, and the addresses of webhooks. */
export const routes: Route[] = [...reading, ...writing, ...backfilling, ...manyRoutes, ...webhookRoutes]
