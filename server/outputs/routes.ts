import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import { executionOutputs, taskOutputList, taskRunOutputs } from './read-outputs.ts'

const tag = 'Outputs'
const id = z.string().min(1).max(500)
const values = z.record(z.string(), z.unknown())
const entries = z.array(
  z.object({
    taskId: z.string(),
    taskRunId: z.string(),
    value: z.string().optional(),
    iteration: z.number().optional(),
    inline: z.boolean(),
  }),
)

const ofExecution = route({
  method: 'GET',
  path: '/outputs/executions/{id}',
  tag,
  summary: 'The outputs of an execution',
  permission: 'execution:read',
  params: z.object({ id }),
  answer: values,
  handle: ({ actor, params }) => executionOutputs(actor, params.id),
})

function listRoute(path: string) {
  return route({
    method: 'GET',
    path,
    tag,
    summary: 'Which task runs of an execution have outputs',
    permission: 'execution:read',
    params: z.object({ executionId: id }),
    answer: entries,
    handle: ({ actor, params }) => taskOutputList(actor, params.executionId),
  })
}

function taskRunRoute(path: string) {
  return route({
    method: 'GET',
    path,
    tag,
    summary: 'The outputs of a task run',
    permission: 'execution:read',
    params: z.object({ executionId: id, taskRunId: id }),
    answer: values,
    handle: ({ actor, params }) => taskRunOutputs(actor, params.executionId, params.taskRunId),
  })
}

/** Rows of the router table about outputs. */
export const routes: Route[] = [
  ofExecution,
  listRoute('/outputs/tasks/{executionId}'),
  listRoute('/outputs/{executionId}'),
  taskRunRoute('/outputs/tasks/{executionId}/{taskRunId}'),
  taskRunRoute('/outputs/{executionId}/{taskRunId}'),
]
