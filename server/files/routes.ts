import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import { downloadExecutionFile, downloadRequestFile, executionFileMetas } from './download.ts'
import { previewExecutionFile } from './preview.ts'
import { appendUpload, createUpload, deleteUpload, getUpload } from './uploads.ts'

const ofId = z.object({ id: z.string().min(1).max(64) })
const uploadView = z.object({
  id: z.string(),
  name: z.string(),
  size: z.number().describe('Bytes announced'),
  received: z.number().describe('Bytes that are here'),
  complete: z.boolean(),
})
const address = z.string().min(1).max(2000).describe('kestra:///…')

const previewSchema = z.object({
  extension: z.string(),
  size: z.number().describe('Bytes of the whole file'),
  type: z.enum(['TEXT', 'MARKDOWN', 'LIST', 'IMAGE', 'PDF', 'BINARY']),
  content: z.json().describe('Text, rows, or the whole in base64'),
  maxLine: z.number(),
  truncated: z.boolean(),
})

const uploads = [
  route({
    method: 'POST',
    path: '/uploads',
    tag: 'Files',
    summary: 'Announce a file of a form',
    permission: 'file:write',
    guests: true,
    body: z.object({ name: z.string().min(1).max(500), size: z.int().min(0) }),
    answer: uploadView,
    handle: ({ actor, body }) => createUpload(actor, body),
  }),
  route({
    method: 'GET',
    path: '/uploads/{id}',
    tag: 'Files',
    summary: 'How far a file of a form is here',
    permission: 'file:write',
    guests: true,
    params: ofId,
    answer: uploadView,
    handle: ({ actor, params }) => getUpload(actor, params.id),
  }),
  route({
    method: 'PUT',
    path: '/uploads/{id}',
    tag: 'Files',
    summary: 'Send a part of it, 8 MB at most, at an offset',
    permission: 'file:write',
    guests: true,
    params: ofId,
    query: z.object({ offset: z.coerce.number().int().min(0).default(0) }),
    bodyKind: 'stream',
    answer: uploadView,
    handle: ({ actor, params, query, request }) =>
      appendUpload(actor, { id: params.id, offset: query.offset, body: request.body }),
  }),
  route({
    method: 'DELETE',
    path: '/uploads/{id}',
    tag: 'Files',
    summary: 'Remove a file that was not submitted',
    permission: 'file:write',
    guests: true,
    params: ofId,
    handle: ({ actor, params }) => deleteUpload(actor, params.id),
  }),
]

const downloads = [
  route({
    method: 'GET',
    path: '/executions/{id}/file',
    tag: 'Files',
    summary: 'Download a file of an execution',
    permission: 'file:read',
    params: ofId,
    query: z.object({ path: address }),
    handle: ({ actor, params, query }) => downloadExecutionFile(actor, params.id, query.path),
  }),
  route({
    method: 'GET',
    path: '/executions/{id}/file/metas',
    tag: 'Files',
    summary: 'Name, size and type of a file of an execution',
    permission: 'file:read',
    params: ofId,
    query: z.object({ path: address }),
    answer: z.object({ name: z.string(), size: z.number(), sha256: z.string(), contentType: z.string() }),
    handle: ({ actor, params, query }) => executionFileMetas(actor, params.id, query.path),
  }),
  route({
    method: 'GET',
    path: '/executions/{id}/file/preview',
    tag: 'Files',
    summary: 'The beginning of a file of an execution, as text, rows or a picture',
    permission: 'file:read',
    params: ofId,
    query: z.object({
      path: address,
      maxRows: z.coerce.number().int().min(1).max(1_000_000).optional(),
      encoding: z.string().max(40).optional(),
    }),
    answer: previewSchema,
    handle: ({ actor, params, query }) =>
      previewExecutionFile(actor, params.id, {
        uri: query.path,
        maxRows: query.maxRows,
        encoding: query.encoding,
      }),
  }),
  route({
    method: 'GET',
    path: '/requests/{id}/file',
    tag: 'Files',
    summary: 'Download a file of a request',
    permission: 'file:read',
    guests: true,
    params: ofId,
    query: z.object({ uri: address }),
    handle: ({ actor, params, query }) => downloadRequestFile(actor, params.id, query.uri),
  }),
]

/** Uploads of forms, and files of executions and requests. */
export const routes: Route[] = [...uploads, ...downloads] as Route[]
