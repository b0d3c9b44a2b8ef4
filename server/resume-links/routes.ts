import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import { formState, pageForm } from '#server/apps/schemas.ts'
import { addressOf } from '#server/people/address.ts'
import { listResumeLinks, revokeResumeLink } from './list-links.ts'
import { makeResumeLink } from './make-link.ts'
import { resumePage, validateByLink } from './open-link.ts'
import { linkIdOf } from './token.ts'
import { resumeByLink } from './use-link.ts'

const ofExecution = z.object({ id: z.string().min(1).max(100) })
const ofToken = z.object({ token: z.string().min(1).max(200) })
const linkView = z.object({
  id: z.string(),
  taskId: z.string(),
  taskRunId: z.string().optional(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  usedAt: z.iso.datetime().optional(),
  revokedAt: z.iso.datetime().optional(),
})
const values = z.strictObject({ values: z.record(z.string().max(200), z.json()).default({}) })

const making = [
  route({
    method: 'POST',
    path: '/executions/{id}/resume-links',
    tag: 'Executions',
    summary: 'Make a link by which somebody without an account resumes a pause, once',
    permission: 'execution:update',
    params: ofExecution,
    body: z.strictObject({
      taskRunId: z.string().min(1).max(200).optional().describe('The pause, where there are several'),
      expiresIn: z.string().max(40).optional().describe('ISO 8601 duration; without it seven days'),
      email: z.email().max(320).optional().describe('Where the link is sent as well'),
    }),
    answer: linkView.extend({ url: z.string() }),
    handle: ({ actor, params, body }) => makeResumeLink(actor, params.id, body),
  }),
  route({
    method: 'GET',
    path: '/executions/{id}/resume-links',
    tag: 'Executions',
    summary: 'The links by which its pauses can be resumed, without their tokens',
    permission: 'execution:update',
    params: ofExecution,
    answer: z.array(linkView),
    handle: ({ actor, params }) => listResumeLinks(actor, params.id),
  }),
  route({
    method: 'DELETE',
    path: '/executions/{id}/resume-links/{linkId}',
    tag: 'Executions',
    summary: 'End such a link',
    permission: 'execution:update',
    params: ofExecution.extend({ linkId: z.string().min(1).max(64) }),
    handle: ({ actor, params }) => revokeResumeLink(actor, params.id, params.linkId),
  }),
] satisfies Route[]

const using = [
  route({
    method: 'GET',
    path: '/public/resume/{token}',
    tag: 'Public',
    summary: 'What a link asks for; looking at it resumes nothing',
    permission: 'public',
    params: ofToken,
    answer: z.object({
      title: z.string(),
      description: z.string().optional(),
      expiresAt: z.iso.datetime(),
      inputs: pageForm.shape.inputs,
      states: formState.shape.states,
    }),
    handle: ({ params }) => resumePage(params.token),
  }),
  route({
    method: 'POST',
    path: '/public/resume/{token}/validate',
    tag: 'Public',
    summary: 'What the form of a link is told while it is filled in',
    permission: 'public',
    params: ofToken,
    body: values,
    answer: z.object({ states: formState.shape.states }),
    handle: ({ params, body }) => validateByLink(params.token, body.values),
  }),
  route({
    method: 'POST',
    path: '/public/resume/{token}',
    tag: 'Public',
    summary:
      'Resume the pause that a link is for: its one use; a repeat with the same Idempotency-Key is the same one',
    permission: 'public',
    params: ofToken,
    keyedBy: ({ token }) => linkIdOf(token),
    body: values,
    handle: ({ params, body, request }) =>
      resumeByLink(params.token, {
        values: body.values,
        address: addressOf(request.headers),
        userAgent: request.headers.get('user-agent') ?? undefined,
      }),
  }),
] satisfies Route[]

/** Links by which people without an account resume a pause. */
export const routes: Route[] = [...making, ...using]
