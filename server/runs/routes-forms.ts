import { z } from 'zod'
import { route, type Route } from '#server/api/route.ts'
import { optionsAnswer, optionsBody, searchOf } from './found-options.ts'
import { replayForm, replayOptions } from './life-forms.ts'
import { waitingForm, waitingOptions } from './resume-waiting.ts'
import { idParams } from './schemas.ts'

const tag = 'Executions'
const formBody = z.strictObject({ values: z.record(z.string(), z.unknown()).optional() })
const formAnswer = z.object({
  inputs: z.array(z.unknown()),
  states: z.array(z.unknown()),
  checks: z.array(z.unknown()),
})

/** Forms of what can be done with an execution. */
export const formRoutes = [
  route({
    method: 'POST',
    path: '/executions/{id}/actions/resume/form',
    tag,
    summary: 'What a resume asks for, judged for these values',
    permission: 'execution:update',
    also: 'approval:decide',
    params: idParams,
    body: formBody,
    answer: formAnswer,
    handle: ({ actor, params, body }) => waitingForm(actor, params.id, body.values ?? {}),
  }),
  route({
    method: 'POST',
    path: '/executions/{id}/actions/replay/form',
    tag,
    summary: 'The form of a replay, filled with what the execution began with, or judged for these values',
    permission: 'execution:create',
    params: idParams,
    body: formBody,
    answer: formAnswer,
    handle: ({ actor, params, body }) => replayForm(actor, params.id, body.values),
  }),
  route({
    method: 'POST',
    path: '/executions/{id}/actions/resume/form/options',
    tag,
    summary: 'Options of one input of what a resume asks for that fit a text',
    permission: 'execution:update',
    also: 'approval:decide',
    params: idParams,
    body: optionsBody,
    answer: optionsAnswer,
    handle: ({ actor, params, body }) =>
      waitingOptions(actor, params.id, { values: body.values, search: searchOf(body) }),
  }),
  route({
    method: 'POST',
    path: '/executions/{id}/actions/replay/form/options',
    tag,
    summary: 'Options of one input of the form of a replay that fit a text',
    permission: 'execution:create',
    params: idParams,
    body: optionsBody,
    answer: optionsAnswer,
    handle: ({ actor, params, body }) =>
      replayOptions(actor, params.id, { values: body.values, search: searchOf(body) }),
  }),
] as Route[]
