import { route, type Route } from '#server/api/route.ts'
import { idParams } from '#server/requests/schemas.ts'
import { deleteComment, editComment } from './change-comment.ts'
import { listComments } from './list-comments.ts'
import { findPeople } from './people.ts'
import * as schema from './schemas.ts'
import { writeComment } from './write-comment.ts'

/** The conversation about a request. */
export const routes = [
  route({
    method: 'GET',
    path: '/requests/{id}/comments',
    tag: 'Requests',
    summary: 'What was written about a request, the newest first',
    permission: 'request:read',
    guests: true,
    params: idParams,
    query: schema.pageQuery,
    answer: schema.commentPage,
    handle: ({ actor, params, query }) => listComments(actor, params.id, query),
  }),
  route({
    method: 'POST',
    path: '/requests/{id}/comments',
    tag: 'Requests',
    summary: 'Write about a request, for everybody who may see it',
    permission: 'request:comment',
    guests: true,
    params: idParams,
    body: schema.newComment,
    answer: schema.comment,
    handle: ({ actor, params, body }) => writeComment(actor, params.id, body),
  }),
  route({
    method: 'PATCH',
    path: '/requests/{id}/comments/{commentId}',
    tag: 'Requests',
    summary: 'Change what you wrote, within fifteen minutes; what it said before is kept',
    permission: 'request:comment',
    guests: true,
    params: schema.commentParams,
    body: schema.commentChange,
    answer: schema.comment,
    handle: ({ actor, params, body }) =>
      editComment(actor, { requestId: params.id, id: params.commentId }, body),
  }),
  route({
    method: 'DELETE',
    path: '/requests/{id}/comments/{commentId}',
    tag: 'Requests',
    summary: 'Delete what you wrote; a trace of it stays',
    permission: 'request:comment',
    guests: true,
    params: schema.commentParams,
    handle: ({ actor, params }) => deleteComment(actor, { requestId: params.id, id: params.commentId }),
  }),
  route({
    method: 'GET',
    path: '/requests/{id}/people',
    tag: 'Requests',
    summary: 'People whom a comment may name or who may be added, ten at most; who sees the request first',
    permission: 'request:comment',
    params: idParams,
    query: schema.peopleQuery,
    answer: schema.candidates,
    handle: ({ actor, params, query }) => findPeople(actor, params.id, query.q),
  }),
] as Route[]
