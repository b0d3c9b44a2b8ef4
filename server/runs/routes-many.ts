import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { states, type State } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { filtersOf } from '#server/api/filters.ts'
import { route, type Route } from '#server/api/route.ts'
import { AppError } from '#server/errors.ts'
import type { Permission } from '#server/people/permissions.ts'
import { unqueuedStates } from './force-run.ts'
import { idsOf, many, type ManyVerb } from './many.ts'
import { manyVerbs } from './many-verbs.ts'
import { labelsBody } from './routes-life.ts'

const tag = 'Executions'
const ids = z.array(z.string().min(1).max(200)).min(1).max(1000)
const yes = z.enum(['true', 'false', '']).transform((value) => value !== 'false')
const answer = z.object({
  count: z.number().describe('Executions that it was done to'),
  totalItems: z.number(),
  operationId: z.string(),
})
/** Judged after the body, whose size is judged first. */
const newStatus = z.enum(states).optional().describe('A final state; needed')

function statusOf(status: State | undefined): State {
  if (status) return status
  const message = 'newStatus is needed: the state that they get.'
  throw new AppError('invalid', message, { details: [{ path: 'query.newStatus', message }] })
}

/** `invalids` name each execution that refused; nothing was done then. */
async function answerMany(actor: Actor, list: readonly string[], verb: ManyVerb): Promise<unknown> {
  const result = await many(actor, list, verb)
  if ('invalids' in result) {
    const errors = result.invalids.map(({ message, invalidValue }) => ({ message, path: invalidValue }))
    return Response.json({ ...result, _embedded: { errors } }, { status: 400 })
  }
  return { ...result, totalItems: result.count, operationId: randomUUID() }
}

interface Pair<Q extends z.ZodRawShape> {
  verb: string
  method?: 'POST' | 'DELETE'
  summary: string
  permission: Permission
  /** Beside the filters. */
  query?: Q
  make(actor: Actor, query: z.infer<z.ZodObject<Q>>): ManyVerb
}

/** The same verb by ids and by filters. */
function pair<Q extends z.ZodRawShape>({ verb, method = 'POST', summary, permission, query, make }: Pair<Q>) {
  const own = z.object(query ?? ({} as Q))
  const prefix = verb === '' ? '/executions' : `/executions/${verb}`
  const common = { method, tag, permission, answer } as const
  return [
    route({
      ...common,
      path: `${prefix}/by-ids`,
      summary: `${summary}: those of the list`,
      query: own.strict(),
      body: ids,
      handle: ({ actor, query: given, body }) => answerMany(actor, body, make(actor, given)),
    }),
    route({
      ...common,
      path: `${prefix}/by-query`,
      summary: `${summary}: those that the filters name`,
      query: own.loose(),
      handle: async ({ actor, query: given, request }) => {
        const found = await idsOf(actor, filtersOf(request, Object.keys(own.shape)))
        return answerMany(actor, found, make(actor, given as z.infer<z.ZodObject<Q>>))
      },
    }),
  ] as Route[]
}

const labels = [
  route({
    method: 'POST',
    path: '/executions/labels/by-ids',
    tag,
    summary: 'Adds labels to ended executions: those of the list',
    permission: 'execution:update',
    body: z.object({ executionsId: ids, executionLabels: labelsBody }),
    answer,
    handle: ({ actor, body }) =>
      answerMany(actor, body.executionsId, manyVerbs.labels(actor, body.executionLabels)),
  }),
  route({
    method: 'POST',
    path: '/executions/labels/by-query',
    tag,
    summary: 'Adds labels to ended executions: those that the filters name',
    permission: 'execution:update',
    query: z.looseObject({}),
    body: labelsBody,
    answer,
    handle: async ({ actor, body, request }) => {
      const verb = manyVerbs.labels(actor, body)
      return answerMany(actor, await idsOf(actor, filtersOf(request, [])), verb)
    },
  }),
] as Route[]

const unqueued = z.enum(unqueuedStates)

/** By ids the new state is called `state`; by filters that is one of them. */
const unqueue = [
  route({
    method: 'POST',
    path: '/executions/unqueue/by-ids',
    tag,
    summary: 'Takes executions out of the line: those of the list',
    permission: 'execution:update',
    query: z.strictObject({ state: unqueued.default('RUNNING') }),
    body: ids,
    answer,
    handle: ({ actor, query, body }) => answerMany(actor, body, manyVerbs.unqueue(actor, query.state)),
  }),
  route({
    method: 'POST',
    path: '/executions/unqueue/by-query',
    tag,
    summary: 'Takes executions out of the line: those that the filters name',
    permission: 'execution:update',
    query: z.looseObject({ newState: unqueued.default('RUNNING') }),
    answer,
    handle: async ({ actor, query, request }) => {
      const found = await idsOf(actor, filtersOf(request, ['newState']))
      return answerMany(actor, found, manyVerbs.unqueue(actor, query.newState))
    },
  }),
] as Route[]

const deletion = {
  includeNonTerminated: yes.optional(),
  deleteLogs: yes.optional(),
  deleteMetrics: yes.optional(),
  deleteStorage: yes.optional(),
}

/** The verbs for many executions at once. */
export const manyRoutes: Route[] = [
  ...pair({
    verb: 'kill',
    method: 'DELETE',
    summary: 'Ends executions',
    permission: 'execution:kill',
    make: (actor) => manyVerbs.kill(actor),
  }),
  ...pair({
    verb: 'pause',
    summary: 'Pauses running executions',
    permission: 'execution:update',
    make: (actor) => manyVerbs.pause(actor),
  }),
  ...pair({
    verb: 'resume',
    summary: 'Resumes paused executions',
    permission: 'execution:update',
    make: (actor) => manyVerbs.resume(actor),
  }),
  ...pair({
    verb: 'restart',
    summary: 'Plays what failed once more',
    permission: 'execution:update',
    make: (actor) => manyVerbs.restart(actor),
  }),
  ...pair({
    verb: 'replay',
    summary: 'Plays executions again as new ones',
    permission: 'execution:create',
    query: { latestRevision: yes.optional() },
    make: (actor, { latestRevision }) => manyVerbs.replay(actor, latestRevision ?? false),
  }),
  ...pair({
    verb: 'force-run',
    summary: 'Lets executions go on whatever holds them',
    permission: 'execution:update',
    make: (actor) => manyVerbs.forceRun(actor),
  }),
  ...unqueue,
  ...pair({
    verb: 'change-status',
    summary: 'Gives ended executions another final state',
    permission: 'execution:update',
    query: { newStatus },
    make: (actor, query) => manyVerbs.changeStatus(actor, statusOf(query.newStatus)),
  }),
  ...pair({
    verb: '',
    method: 'DELETE',
    summary: 'Removes executions',
    permission: 'execution:delete',
    query: deletion,
    make: (actor, what) => manyVerbs.delete(actor, what),
  }),
  ...labels,
]
