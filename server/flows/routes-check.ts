import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import { expressionsFor } from './expressions.ts'
import { sourceGraph } from './graph.ts'
import { optionsAnswer, optionsBody, searchOf } from '#server/runs/found-options.ts'
import { previewForm, previewOptions } from './preview-form.ts'
import { contentType, graph, key, texts } from './route-parts.ts'
import { sourceOf } from './source.ts'
import { simulation } from '#server/simulation/schemas.ts'
import { simulateFlow } from '#server/simulation/simulate-flow.ts'
import { validateFlows, validatePart } from './validate-flow.ts'

const tag = 'Flows'
const permission = 'flow:read'

const validation = z.looseObject({
  index: z.int(),
  constraints: z.string().optional(),
  outdated: z.boolean(),
  deprecationPaths: z.array(z.string()),
  warnings: z.array(z.string()),
  infos: z.array(z.string()),
})

/** What is asked of a source that need not be saved. */
export const checkRoutes: Route[] = [
  route({
    method: 'POST',
    path: '/flows/validate',
    tag,
    summary: 'Check sources without saving; several documents are divided by `---`',
    permission,
    body: z.string(),
    bodyKind: 'yaml',
    answer: z.array(validation),
    handle: ({ actor, body, request }) => validateFlows(actor, sourceOf(body, contentType(request))),
  }),
  route({
    method: 'POST',
    path: '/flows/validate/task',
    tag,
    summary: 'Check a task, or a trigger with `section=TRIGGERS`, that stands alone',
    permission,
    query: z.object({ section: z.enum(['TASKS', 'TRIGGERS']).default('TASKS') }),
    body: z.string(),
    bodyKind: 'yaml',
    answer: validation,
    handle: async ({ actor, query, body }) =>
      validatePart(actor, body, query.section === 'TASKS' ? 'tasks' : 'triggers'),
  }),
  route({
    method: 'POST',
    path: '/flows/validate/trigger',
    tag,
    summary: 'Check a trigger that stands alone',
    permission,
    body: z.string(),
    bodyKind: 'yaml',
    answer: validation,
    handle: async ({ actor, body }) => validatePart(actor, body, 'triggers'),
  }),
  route({
    method: 'POST',
    path: '/flows/{namespace}/{id}/simulate',
    tag,
    summary: 'What the newest requests would be with a changed source; nothing is done',
    permission,
    params: key,
    query: z.object({ size: z.coerce.number().int().min(1).max(100).default(50) }),
    body: z.string(),
    bodyKind: 'yaml',
    answer: simulation,
    handle: ({ actor, params, query, body, request }) =>
      simulateFlow(actor, { ...params, ...query, source: sourceOf(body, contentType(request)) }),
  }),
  route({
    method: 'POST',
    path: '/flows/graph',
    tag,
    summary: 'Get the graph of a source',
    permission,
    query: z.object({ subflows: texts }),
    body: z.string(),
    bodyKind: 'yaml',
    answer: graph,
    handle: ({ actor, query, body, request }) =>
      sourceGraph(actor, sourceOf(body, contentType(request)), query.subflows),
  }),
  route({
    method: 'POST',
    path: '/flows/expressions',
    tag,
    summary:
      'The expressions that a flow may use, by category; with `taskId` the outputs of the tasks before it',
    permission,
    query: z.object({ taskId: z.string().max(150).optional() }),
    body: z.string(),
    bodyKind: 'yaml',
    answer: z.object({ categories: z.record(z.string(), z.array(z.string())) }),
    handle: ({ actor, query, body, request }) =>
      expressionsFor(actor, sourceOf(body, contentType(request)), query.taskId),
  }),
  route({
    method: 'POST',
    path: '/flows/form',
    tag,
    summary: 'The form of a source as it is filled in; nothing is saved or started',
    permission,
    body: z.strictObject({ source: z.string(), values: z.record(z.string().max(200), z.json()).default({}) }),
    answer: z.object({
      inputs: z.array(z.looseObject({ id: z.string(), type: z.string() })),
      states: z.array(z.looseObject({ id: z.string() })),
    }),
    handle: ({ actor, body }) => previewForm(actor, body.source, body.values),
  }),
  route({
    method: 'POST',
    path: '/flows/form/options',
    tag,
    summary: 'Options of one input of that form that fit a text',
    permission,
    body: optionsBody.extend({ source: z.string() }),
    answer: optionsAnswer,
    handle: ({ actor, body }) =>
      previewOptions(actor, body.source, { values: body.values, search: searchOf(body) }),
  }),
] satisfies Route[] as Route[]
