import { z } from 'zod'
import { filterBody } from '#server/api/filters.ts'
import { route, type Route } from '#server/api/route.ts'
import type { Actor } from '#server/actor.ts'
import { deleteBackfill, pauseBackfill, unpauseBackfill } from './backfill.ts'
import { deleteTrigger, setDisabled, unlockTrigger } from './change-triggers.ts'
import type { TriggerKey } from './key.ts'
import { toMany } from './many.ts'
import { countSchema, disableManyBody, keysBody } from './schemas.ts'
import { manyOf, manyQuery } from './search-query.ts'
import { keysOf } from './search-triggers.ts'

const many = { tag: 'Triggers', permission: 'trigger:write', answer: countSchema } as const

type Act = (actor: Actor, key: TriggerKey) => Promise<unknown>

/** The two addresses of a thing that is done to many: to those that are named, and to those that a search finds. */
function bothWays({ path, summary, act }: { path: string; summary: string; act: Act }): Route[] {
  const method = 'POST'
  return [
    route({
      method,
      path: `${path}/by-triggers`,
      summary: `${summary}: those that are named`,
      ...many,
      body: keysBody,
      handle: ({ actor, body }) => toMany(actor, body, act),
    }),
    route({
      method,
      path: `${path}/by-query`,
      summary: `${summary}: those that a search finds, 1,000 at most`,
      ...many,
      query: manyQuery,
      handle: async ({ actor, query }) => toMany(actor, await keysOf(actor, manyOf(query)), act),
    }),
  ]
}

/** What is done to many triggers. */
export const manyRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/triggers/set-disabled/by-triggers',
    summary: 'Switch triggers on or off: those that are named',
    ...many,
    body: disableManyBody,
    handle: ({ actor, body }) =>
      toMany(actor, body.triggers, (who, key) => setDisabled(who, key, body.disabled)),
  }),
  route({
    method: 'POST',
    path: '/triggers/set-disabled/by-query',
    summary: 'Switch triggers on or off: those that a search finds, 1,000 at most',
    ...many,
    query: manyQuery,
    handle: async ({ actor, query }) =>
      toMany(actor, await keysOf(actor, manyOf(query)), (who, key) => setDisabled(who, key, query.disabled)),
  }),
  ...bothWays({ path: '/triggers/unlock', summary: 'Free triggers that wait', act: unlockTrigger }),
  route({
    method: 'DELETE',
    path: '/triggers/delete/by-triggers',
    summary: 'Delete triggers that are named; those that a flow declares stay',
    ...many,
    body: keysBody,
    handle: ({ actor, body }) => toMany(actor, body, deleteTrigger),
  }),
  route({
    method: 'DELETE',
    path: '/triggers/delete/by-query',
    summary: 'Delete triggers that a search finds; those that a flow declares stay',
    ...many,
    query: manyQuery,
    body: z.strictObject({ filters: z.array(filterBody).max(100) }).optional(),
    handle: async ({ actor, query, body }) => {
      const search = manyOf(query)
      const conditions = [...(search.conditions ?? []), ...(body?.filters ?? [])]
      return toMany(actor, await keysOf(actor, { ...search, conditions }), deleteTrigger)
    },
  }),
  ...bothWays({ path: '/triggers/backfill/pause', summary: 'Pause backfills', act: pauseBackfill }),
  ...bothWays({
    path: '/triggers/backfill/unpause',
    summary: 'Go on with backfills',
    act: unpauseBackfill,
  }),
  ...bothWays({ path: '/triggers/backfill/delete', summary: 'End backfills', act: deleteBackfill }),
]
