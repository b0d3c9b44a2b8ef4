import { route, type Route } from '#server/api/route.ts'
import { optionsAnswer, optionsBody, searchOf } from '#server/runs/found-options.ts'
import { answerQuestion, askQuestion } from './ask-question.ts'
import { claimApproval, releaseApproval } from './claim-approval.ts'
import { decideApproval } from './decide-approval.ts'
import { decideMany } from './decide-many.ts'
import { approvalForm, approvalOptions } from './form.ts'
import { getApproval } from './get-approval.ts'
import { inboxCount, listApprovals } from './list-approvals.ts'
import { changeApprovalSettings, readApprovalSettings } from './own-settings.ts'
import { addDecider, reassignApproval } from './reassign-approval.ts'
import { retractDecision } from './retract-decision.ts'
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
    answer: schema.counts,
    handle: ({ actor }) => inboxCount(actor),
  }),
  route({
    method: 'POST',
    path: '/approvals/decisions',
    tag: 'Approvals',
    summary: 'Decide on many of one kind alike; tells of each whether it counts',
    permission: 'signed-in',
    body: schema.manyDecisions,
    answer: schema.manyDecided,
    handle: ({ actor, body }) => decideMany(actor, body),
  }),
  route({
    method: 'GET',
    path: '/me/approval-settings',
    tag: 'Me',
    summary: 'How long what you decide in the browser can be taken back',
    permission: 'signed-in',
    answer: schema.settings,
    handle: ({ actor }) => readApprovalSettings(actor),
  }),
  route({
    method: 'PUT',
    path: '/me/approval-settings',
    tag: 'Me',
    summary: 'Choose how long what you decide in the browser can be taken back',
    permission: 'signed-in',
    body: schema.settings,
    answer: schema.settings,
    handle: ({ actor, body }) => changeApprovalSettings(actor, body),
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
    path: '/approvals/{id}/form',
    tag: 'Approvals',
    summary: 'What an approval asks of who approves, judged for these values',
    permission: 'approval:decide',
    params: schema.idParams,
    body: schema.formBody,
    answer: schema.formAnswer,
    handle: ({ actor, params, body }) => approvalForm(actor, params.id, body.values),
  }),
  route({
    method: 'POST',
    path: '/approvals/{id}/form/options',
    tag: 'Approvals',
    summary: 'Options of one input of the form of an approval that fit a text',
    permission: 'approval:decide',
    params: schema.idParams,
    body: optionsBody,
    answer: optionsAnswer,
    handle: ({ actor, params, body }) =>
      approvalOptions(actor, params.id, { values: body.values, search: searchOf(body) }),
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
  route({
    method: 'POST',
    path: '/approvals/{id}/decisions/{decisionId}/retract',
    tag: 'Approvals',
    summary: "Take one's own decision back while it is held",
    permission: 'approval:decide',
    params: schema.decisionParams,
    body: schema.retraction,
    handle: ({ actor, params, body }) =>
      retractDecision(actor, params.id, { decisionId: params.decisionId, ...body }),
  }),
  route({
    method: 'POST',
    path: '/approvals/{id}/claim',
    tag: 'Approvals',
    summary: 'Say that you are on it, where one of several people decides',
    permission: 'approval:decide',
    params: schema.idParams,
    body: schema.claiming,
    handle: ({ actor, params, body }) => claimApproval(actor, params.id, body),
  }),
  route({
    method: 'DELETE',
    path: '/approvals/{id}/claim',
    tag: 'Approvals',
    summary: 'Say that you are not on it any more',
    permission: 'approval:decide',
    params: schema.idParams,
    handle: ({ actor, params }) => releaseApproval(actor, params.id),
  }),
  route({
    method: 'POST',
    path: '/approvals/{id}/reassign',
    tag: 'Approvals',
    summary: "Give one's place among the deciders to somebody else",
    permission: 'approval:decide',
    params: schema.idParams,
    body: schema.reassignment,
    answer: schema.amended,
    handle: ({ actor, params, body }) => reassignApproval(actor, params.id, body),
  }),
  route({
    method: 'POST',
    path: '/approvals/{id}/deciders',
    tag: 'Approvals',
    summary: 'Ask one person more to decide, who has to agree too',
    permission: 'approval:decide',
    params: schema.idParams,
    body: schema.addition,
    answer: schema.amended,
    handle: ({ actor, params, body }) => addDecider(actor, params.id, body),
  }),
  route({
    method: 'POST',
    path: '/approvals/{id}/questions',
    tag: 'Approvals',
    summary: 'Ask the requester, or somebody else, something without giving the approval away',
    permission: 'approval:decide',
    params: schema.idParams,
    body: schema.question,
    answer: schema.amended,
    handle: ({ actor, params, body }) => askQuestion(actor, params.id, body),
  }),
  route({
    method: 'POST',
    path: '/approvals/{id}/questions/{questionId}/answer',
    tag: 'Approvals',
    summary: 'Answer a question that one was asked',
    permission: 'signed-in',
    params: schema.questionParams,
    body: schema.answer,
    handle: ({ actor, params, body }) =>
      answerQuestion(actor, params.id, { questionId: params.questionId, ...body }),
  }),
]
