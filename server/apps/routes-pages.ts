import { z } from 'zod'
import { logLevels } from '#engine/flow/flow.ts'
import { audiences, moments } from '#engine/flow/app.ts'
import { errorBody } from '#server/api/answer.ts'
import { route, type Route } from '#server/api/route.ts'
import { languageFor } from '#server/languages/languages.ts'
import { optionsAnswer, optionsBody, searchOf } from '#server/runs/found-options.ts'
import { guestTokenOf } from '#server/guests/guest-token.ts'
import { readStartBody } from '#server/runs/read-multipart.ts'
import { takeFile } from '#server/runs/take-file.ts'
import { AppError } from '#server/errors.ts'
import { answerOf, previewAnswerOf } from './answer-of.ts'
import { appFileMetas, downloadAppFile, downloadAppLogs, previewAppFile } from './app-files.ts'
import { streamApp } from './app-stream.ts'
import { dispatchApp } from './dispatch-app.ts'
import { executionPage, pageOfRequest } from './execution-page.ts'
import { openPage } from './open-page.ts'
import { previewApp, type PreviewOf } from './preview-app.ts'
import { appResumeForm, appResumeOptions } from './resume-form.ts'
import * as schema from './schemas.ts'

const tag = 'Apps'
const permission = 'app:use'
const address = z.string().min(1).max(2000).describe('kestra:///…')
const ofExecution = schema.idParams.extend({ executionId: z.string().min(1).max(64) })

const pages = [
  route({
    method: 'GET',
    path: '/apps/view/{id}',
    tag,
    summary:
      'The page of an app as it opens: its blocks, and the form; the query’s names that are inputs fill it',
    permission,
    params: schema.idParams,
    query: schema.prefill,
    answer: schema.pageView,
    handle: async ({ actor, params, query: { flow, ...link } }) =>
      answerOf(await openPage(actor, params.id, { flow: typeof flow === 'string' ? flow : undefined, link })),
  }),
  route({
    method: 'GET',
    path: '/apps/view/{id}/executions/{executionId}',
    tag,
    summary: 'The page of an app for an execution that it started, or shows',
    permission,
    params: ofExecution,
    answer: schema.pageView,
    handle: async ({ actor, params }) => answerOf(await executionPage(actor, params.id, params.executionId)),
  }),
  route({
    method: 'GET',
    path: '/requests/{id}/page',
    tag,
    summary: 'The page that the app of a request has for its present moment; nothing where it has none',
    permission: 'request:read',
    guests: true,
    params: schema.idParams,
    answer: schema.pageView,
    handle: async ({ actor, params, request }) => {
      const page = await pageOfRequest(actor, params.id, guestTokenOf(request.headers))
      return page && answerOf(page)
    },
  }),
  route({
    method: 'POST',
    path: '/apps/view/{id}/dispatch/{dispatch}',
    tag,
    summary: 'Do what a button of a page says; one part an input',
    permission,
    params: schema.idParams.extend({ dispatch: z.string().min(1).max(300) }),
    bodyKind: 'multipart',
    answer: schema.pageView,
    handle: async ({ actor, params, request }) => {
      const values = await readStartBody(request, (name, content) => takeFile(actor, name, content))
      const idempotencyKey = request.headers.get('idempotency-key') ?? undefined
      const { page, refused } = await dispatchApp(actor, params.id, { ...params, values, idempotencyKey })
      if (!refused) return answerOf(page)
      return Response.json(
        { ...errorBody(refused, languageFor(actor.language)), ...answerOf(page) },
        { status: refused.status },
      )
    },
  }),
  route({
    method: 'POST',
    path: '/apps/view/{id}/executions/{executionId}/resume/form',
    tag,
    summary: 'What a paused execution asks of whom the app lets go on with it, judged for these values',
    permission,
    params: ofExecution,
    body: z.strictObject({ values: schema.values }),
    answer: schema.pageForm.pick({ inputs: true, states: true, checks: true }),
    handle: ({ actor, params: { id, executionId }, body }) =>
      appResumeForm(actor, { appId: id, executionId }, body.values),
  }),
  route({
    method: 'POST',
    path: '/apps/view/{id}/executions/{executionId}/resume/form/options',
    tag,
    summary: 'Options of one input of that form that fit a text',
    permission,
    params: ofExecution,
    body: optionsBody,
    answer: optionsAnswer,
    handle: ({ actor, params: { id, executionId }, body }) =>
      appResumeOptions(actor, { appId: id, executionId }, { values: body.values, search: searchOf(body) }),
  }),
  route({
    method: 'GET',
    path: '/apps/view/{id}/streams/{stream}',
    tag,
    summary: 'The page of an execution as server-sent events, at each change',
    permission,
    params: schema.idParams.extend({ stream: z.string().min(1).max(64) }),
    handle: ({ actor, params, request }) =>
      streamApp(actor, { id: params.id, executionId: params.stream, signal: request.signal }),
  }),
] satisfies Route[]

const files = [
  route({
    method: 'GET',
    path: '/apps/view/{id}/file/meta',
    tag,
    summary: 'Name, size and type of a file of an execution that the app shows',
    permission,
    params: schema.idParams,
    query: z.strictObject({ path: address }),
    answer: z.object({ name: z.string(), size: z.number(), sha256: z.string(), contentType: z.string() }),
    handle: ({ actor, params, query }) => appFileMetas(actor, params.id, query.path),
  }),
  route({
    method: 'GET',
    path: '/apps/view/{id}/file/preview',
    tag,
    summary: 'The beginning of such a file',
    permission,
    params: schema.idParams,
    query: z.strictObject({
      path: address,
      maxRows: z.coerce.number().int().min(1).max(1_000_000).optional(),
      encoding: z.string().max(40).optional(),
    }),
    answer: z.looseObject({ type: z.string() }),
    handle: ({ actor, params, query: { path, ...wish } }) =>
      previewAppFile(actor, params.id, { uri: path, ...wish }),
  }),
  route({
    method: 'GET',
    path: '/apps/view/{id}/file/download',
    tag,
    summary: 'Download such a file',
    permission,
    params: schema.idParams,
    query: z.strictObject({ path: address }),
    handle: ({ actor, params, query }) => downloadAppFile(actor, params.id, query.path),
  }),
  route({
    method: 'GET',
    path: '/apps/view/{id}/logs/download',
    tag,
    summary: 'Download the log of an execution, of an app that shows logs',
    permission,
    params: schema.idParams,
    query: z.strictObject({
      executionId: z.string().min(1).max(64),
      minLevel: z.enum(logLevels).optional(),
      taskIds: z
        .union([z.string(), z.array(z.string())])
        .optional()
        .transform((ids) => [ids ?? []].flat()),
    }),
    handle: ({ actor, params, query }) => downloadAppLogs(actor, params.id, query),
  }),
] satisfies Route[]

const previewBody = z.strictObject({
  source: z.string().max(1_000_000),
  moment: z.enum(moments).optional(),
  as: z.enum(audiences).optional(),
  executionId: z.string().min(1).max(64).optional(),
  values: z.record(z.string().max(200), z.json()).optional(),
})

/** A source as it is, with the moment in the query, or JSON that says more. @throws AppError `invalid` */
function previewOf(text: string, type: string | null, state: PreviewOf['moment']): PreviewOf {
  if (type?.startsWith('application/json') !== true) return { source: text, moment: state }
  const read = previewBody.safeParse(readJson(text))
  if (read.success) return read.data
  const details = read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  throw new AppError('invalid', 'The body is no preview: it has `source`, `moment`, `as` …', { details })
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const previews = [
  route({
    method: 'POST',
    path: '/apps/preview',
    tag,
    summary:
      'The page that a source would have; saves and starts nothing. YAML with `state`, or JSON that says more',
    permission: 'app:write',
    query: z.strictObject({ state: z.enum(moments).optional() }),
    body: z.string(),
    bodyKind: 'yaml',
    answer: schema.previewView,
    handle: async ({ actor, body, query, request }) => {
      const page = await previewApp(actor, previewOf(body, request.headers.get('content-type'), query.state))
      return previewAnswerOf(page)
    },
  }),
  route({
    method: 'POST',
    path: '/apps/preview/dispatch/{dispatch}',
    tag,
    summary:
      'The page after a button of a preview, with the source in `__kestra_app_source__`; starts nothing',
    permission: 'app:write',
    params: z.object({ dispatch: z.string().min(1).max(300) }),
    bodyKind: 'multipart',
    answer: schema.previewView,
    handle: async ({ actor, params, request }) => {
      const body = await readStartBody(request, drained)
      const { __kestra_app_source__: source, ...values } = body
      const verb = params.dispatch.split(':')[0]
      const after = ({ create: 'CREATED', resume: 'RESUME', cancel: 'FALLBACK' } as const)[verb ?? '']
      if (typeof source !== 'string' || !after)
        throw new AppError('not-found', 'There is no such button, or no source in `__kestra_app_source__`.')
      const page = await previewApp(actor, { source, moment: after, values })
      return previewAnswerOf(page)
    },
  }),
] satisfies Route[]

/** A preview keeps no files: they are read to their end, and known by their names. */
async function drained(name: string, content: AsyncIterable<Uint8Array>): Promise<string> {
  for await (const _bytes of content) continue
  return name
}

/** The pages that apps have, their files, and their previews. */
export const pageRoutes: Route[] = [...pages, ...files, ...previews] as Route[]
