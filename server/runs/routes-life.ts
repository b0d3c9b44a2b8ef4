import { z } from 'zod'
import { states } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { route, type Route } from '#server/api/route.ts'
import { can, demand } from '#server/people/can.ts'
import { changeStatus } from './change-status.ts'
import { evalExpression } from './eval-expression.ts'
import { findExecution, getExecution } from './get-execution.ts'
import { killExecution } from './kill-execution.ts'
import { pauseExecution } from './pause-execution.ts'
import { readStartBody } from './read-multipart.ts'
import { replayExecution } from './replay-execution.ts'
import { changeTaskRunState, endStates, restartExecution } from './restart-execution.ts'
import { resumeFromBreakpoint } from './resume-from-breakpoint.ts'
import { demandResumer, resumeWaiting, validateWaiting } from './resume-waiting.ts'
import { breakpoints, executionSchema, idParams } from './schemas.ts'
import { setLabels } from './set-labels.ts'
import { takeFile } from './take-file.ts'
import { readValues, validationSchema } from './validate-routes.ts'

const tag = 'Executions'
const revision = z.coerce.number().int().min(1).max(1_000_000)
const yes = z.enum(['true', 'false', '']).transform((value) => value !== 'false')
const taskRunIdText = z.string().min(1).max(500)
const ofTaskRun = z.object({ id: idParams.shape.id, taskRunId: taskRunIdText })
const statusQuery = z.strictObject({ status: z.enum(states) })
const resumeQuery = z.strictObject({ taskRunId: taskRunIdText.optional() })
const replayQuery = z.strictObject({
  taskRunId: taskRunIdText.optional().describe('Where it begins; undefined: from the beginning'),
  revision: revision.optional(),
  latestRevision: yes.optional(),
  breakpoints,
})
export const labelsBody = z
  .array(z.object({ key: z.string().trim().min(1).max(200), value: z.string().min(1).max(1000) }))
  .max(100)
const evaluated = z.object({
  result: z.string().optional(),
  error: z.string().optional(),
  stackTrace: z.string().optional(),
})

/** Both spellings of a verb: below `actions`, and the older one beside it. */
export const spellings = (verb: string) => [`/executions/{id}/actions/${verb}`, `/executions/{id}/${verb}`]

const isOlder = (path: string) => !path.includes('/actions/')

/** Older clients hear only the status, newer ones the execution. */
async function shown(actor: Actor, id: string, older: number | undefined): Promise<unknown> {
  return older === undefined ? getExecution(actor, id) : new Response(null, { status: older })
}

const kill = spellings('kill').map((path) =>
  route({
    method: 'DELETE',
    path,
    tag,
    summary: 'Ends an execution and all that it runs',
    permission: 'execution:kill',
    params: idParams,
    query: z.strictObject({ isOnKillCascade: yes.optional().describe('Its children end with it always') }),
    answer: isOlder(path) ? undefined : executionSchema,
    handle: async ({ actor, params }) => {
      await killExecution(actor, params.id)
      return shown(actor, params.id, isOlder(path) ? 202 : undefined)
    },
  }),
)

const pause = spellings('pause').map((path) =>
  route({
    method: 'POST',
    path,
    tag,
    summary: 'Pauses a running execution: nothing new begins until it is resumed',
    permission: 'execution:update',
    params: idParams,
    answer: executionSchema,
    handle: async ({ actor, params }) => {
      await pauseExecution(actor, params.id)
      return getExecution(actor, params.id)
    },
  }),
)

/** The right is asked before the body is read: files are stored as they come. */
async function bodyOf(actor: Actor, meant: { id: string; taskRunId?: string }, request: Request) {
  await demandResumer(actor, meant.id, meant.taskRunId)
  return readStartBody(request, (name, content) => takeFile(actor, name, content))
}

const resume = spellings('resume').map((path) =>
  route({
    method: 'POST',
    path,
    tag,
    summary:
      'Ends a pause, or a human task of the caller; one part of the body is one input that it asked for',
    permission: 'execution:update',
    also: 'approval:decide',
    params: idParams,
    query: resumeQuery,
    bodyKind: 'multipart',
    answer: isOlder(path) ? undefined : executionSchema,
    handle: async ({ actor, params, query, request }) => {
      const inputs = await bodyOf(actor, { ...params, ...query }, request)
      const key = request.headers.get('idempotency-key') ?? undefined
      const { namespace } = await resumeWaiting(actor, params.id, { ...query, inputs, key })
      // who is assigned need not be one who reads executions
      const older = isOlder(path) || !can(actor, 'execution:read', { namespace })
      return shown(actor, params.id, older ? 204 : undefined)
    },
  }),
)

const check = spellings('resume/validate').map((path) =>
  route({
    method: 'POST',
    path,
    tag,
    summary: 'What a resume with these values would say of each input; resumes nothing',
    permission: 'execution:update',
    also: 'approval:decide',
    params: idParams,
    query: resumeQuery,
    bodyKind: 'multipart',
    answer: validationSchema,
    handle: async ({ actor, params, query, request }) => {
      await demandResumer(actor, params.id, query.taskRunId)
      return validateWaiting(actor, params.id, { ...query, ...(await readValues(request)) })
    },
  }),
)

const fromBreakpoint = route({
  method: 'POST',
  path: '/executions/{id}/actions/resume-from-breakpoint',
  tag,
  summary: 'Refused: there are no breakpoints',
  permission: 'execution:update',
  params: idParams,
  query: z.strictObject({ breakpoints: z.string().max(10_000).optional() }),
  handle: ({ actor, params }) => resumeFromBreakpoint(actor, params.id),
})

const restart = spellings('restart').map((path) =>
  route({
    method: 'POST',
    path,
    tag,
    summary: 'Plays what failed once more; with a revision as a new execution',
    permission: 'execution:update',
    params: idParams,
    query: z.strictObject({ revision: revision.optional() }),
    answer: executionSchema,
    handle: ({ actor, params, query }) => restartExecution(actor, params.id, query.revision),
  }),
)

const replay = spellings('replay').map((path) =>
  route({
    method: 'POST',
    path,
    tag,
    summary: 'Plays an execution again as a new one, from the beginning or a task run',
    permission: 'execution:create',
    params: idParams,
    query: replayQuery,
    answer: executionSchema,
    handle: async ({ actor, params, query }) =>
      getExecution(actor, await replayExecution(actor, params.id, query)),
  }),
)

const replayWithInputs = spellings('replay-with-inputs').map((path) =>
  route({
    method: 'POST',
    path,
    tag,
    summary: 'Plays an execution again with other inputs; one part of the body is one input',
    permission: 'execution:create',
    params: idParams,
    query: replayQuery,
    bodyKind: 'multipart',
    answer: executionSchema,
    handle: async ({ actor, params, query, request }) => {
      const { namespace } = await findExecution(actor, params.id, 'execution:create')
      demand(actor, 'execution:create', { namespace })
      const inputs = await readStartBody(request, (name, content) => takeFile(actor, name, content))
      return getExecution(actor, await replayExecution(actor, params.id, { ...query, inputs }))
    },
  }),
)

const taskRunState = spellings('state').map((path) =>
  route({
    method: 'POST',
    path,
    tag,
    summary: 'Goes on as if a task run had ended in that state',
    permission: 'execution:update',
    params: idParams,
    body: z.strictObject({ taskRunId: taskRunIdText, state: z.enum(endStates) }),
    answer: executionSchema,
    handle: async ({ actor, params, body }) => {
      await changeTaskRunState(actor, params.id, body)
      return getExecution(actor, params.id)
    },
  }),
)

const status = spellings('change-status').map((path) =>
  route({
    method: 'POST',
    path,
    tag,
    summary: 'Gives an ended execution another final state; nothing is played',
    permission: 'execution:update',
    params: idParams,
    query: statusQuery,
    answer: executionSchema,
    handle: async ({ actor, params, query }) => {
      await changeStatus(actor, params.id, query.status)
      return getExecution(actor, params.id)
    },
  }),
)

const labels = spellings('labels').map((path) =>
  route({
    method: 'POST',
    path,
    tag,
    summary: 'Sets the labels of an ended execution',
    permission: 'execution:update',
    params: idParams,
    body: labelsBody,
    answer: executionSchema,
    handle: async ({ actor, params, body }) => {
      await setLabels(actor, params.id, { labels: body, replace: true })
      return getExecution(actor, params.id)
    },
  }),
)

const evaluation = spellings('eval').flatMap((path) => [
  route({
    method: 'POST',
    path,
    tag,
    summary: 'What an expression comes to in an execution',
    permission: 'execution:update',
    params: idParams,
    body: z.string().max(100_000),
    bodyKind: 'yaml',
    answer: evaluated,
    handle: ({ actor, params, body }) => evalExpression(actor, params, body),
  }),
  route({
    method: 'POST',
    path: `${path}/{taskRunId}`,
    tag,
    summary: 'What an expression comes to in a task run',
    permission: 'execution:update',
    params: ofTaskRun,
    body: z.string().max(100_000),
    bodyKind: 'yaml',
    answer: evaluated,
    handle: ({ actor, params, body }) => evalExpression(actor, params, body),
  }),
])

/** What can be done with one execution after it was started. */
export const lifeRoutes = [
  ...kill,
  ...pause,
  ...resume,
  ...check,
  fromBreakpoint,
  ...restart,
  ...replay,
  ...replayWithInputs,
  ...taskRunState,
  ...status,
  ...labels,
  ...evaluation,
] as Route[]
