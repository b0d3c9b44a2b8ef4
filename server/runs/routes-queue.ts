import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import { forceRun, unqueuedStates, unqueueExecution } from './force-run.ts'
import { getExecution } from './get-execution.ts'
import { spellings } from './routes-life.ts'
import { executionSchema, idParams } from './schemas.ts'

const tag = 'Executions'

/** Executions that have not begun, or are held. */
export const queueRoutes = [
  ...spellings('force-run').map((path) =>
    route({
      method: 'POST',
      path,
      tag,
      summary: 'Lets an execution go on whatever holds it: its date, a limit, a pause',
      permission: 'execution:update',
      params: idParams,
      answer: executionSchema,
      handle: async ({ actor, params }) => {
        await forceRun(actor, params.id)
        return getExecution(actor, params.id)
      },
    }),
  ),
  ...spellings('unqueue').map((path) =>
    route({
      method: 'POST',
      path,
      tag,
      summary: "Takes an execution out of the line for its flow's slots",
      permission: 'execution:update',
      params: idParams,
      query: z.strictObject({ state: z.enum(unqueuedStates).default('RUNNING') }),
      answer: executionSchema,
      handle: async ({ actor, params, query }) => {
        await unqueueExecution(actor, params.id, query.state)
        return getExecution(actor, params.id)
      },
    }),
  ),
] as Route[]
