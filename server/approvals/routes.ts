import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import { decideApproval } from './decide-approval.ts'
import { getApproval } from './get-approval.ts'
import { inboxCount, listApprovals } from './list-approvals.ts'
import * as schema from './schemas.ts'

/** The inbox: what waits for a person's decision, and deciding. */
export const routes: Route[] = [
  route({
    method: 'GET',
    path: '/approvals',
    tag: 'Approvals',
    summary: "List what waits for one's decision, or what one has decided",
    permission: 'signed-in',
    query: schema.listQuery,
    answer: schema.page,
    handle: ({ actor, query }) => listApprovals(actor, query),
  }),
  route({
    method: 'GET',
    path: '/approvals/count',
    tag: 'Approvals',
    summary: "Count what waits for one's decision",
    permission: 'signed-in',
    answer: z.object({ mine: z.int(), group: z.int() }),
    handle: ({ actor }) => inboxCount(actor),
  }),
  route({
    method: 'GET',
    path: '/approvals/{id}',
    tag: 'Approvals',
    summary: 'What is to be decided, as it was frozen for its deciders',
    permission: 'approval:read',
    params: schema.idParams,
    answer: schema.view,
    handle: ({ actor, params }) => getApproval(actor, params.id),
  }),
  route({
    method: 'POST',
    path: '/approvals/{id}/decisions',
    tag: 'Approvals',
    summary: 'Decide; answers when the decision is stored, or why it does not count',
    permission: 'approval:decide',
    params: schema.idParams,
    body: schema.decision,
    answer: schema.decided,
    handle: ({ actor, params, body }) => decideApproval(actor, params.id, body),
  }),
]
