import type { Actor } from '#server/actor.ts'
import { AppError } from '#server/errors.ts'
import { can } from '#server/people/can.ts'
import { endExecution } from '#server/runs/kill-execution.ts'
import { resumeRow } from '#server/runs/resume-execution.ts'
import { withdrawRequest } from '#server/requests/withdraw-request.ts'
import { executionPage, pageFor } from './execution-page.ts'
import { findSeen, type SeenExecution } from './find-seen.ts'
import { refusedPage } from './refused-page.ts'
import { mayResume } from './may-resume.ts'
import { resumable } from './resume-form.ts'
import type { RawValues } from './open-form.ts'
import { submitApp } from './submit-app.ts'
import type { AppPageView } from './view.ts'

export interface Dispatch {
  /** `create`, `create:<namespace>/<flow>`, `resume:<execution>`, `cancel:<execution>`: as the page says. */
  dispatch: string
  values: RawValues
  idempotencyKey?: string
}

/** What came of it: the next page, or the page of a start that was refused. */
export interface Dispatched {
  page: AppPageView
  /** Why a start was refused, where the app has a page for it. */
  refused?: AppError
}

/**
 * Does what a page's button says: submits the form, goes on with what waits, or stops it.
 * @throws AppError `not-found`; `forbidden`; `conflict` where it is too late, or the app is not open; `invalid` with every problem of the
 * values, where the app has no page for ERROR
 */
export async function dispatchApp(actor: Actor, id: string, call: Dispatch): Promise<Dispatched> {
  const [verb = '', ...rest] = call.dispatch.split(':')
  const target = rest.join(':')
  if (verb === 'create') return create(actor, id, { ...call, flow: target === '' ? undefined : target })
  if (verb === 'resume' && target !== '') return resume(actor, id, { ...call, executionId: target })
  if (verb === 'cancel' && target !== '') return cancel(actor, id, target)
  throw new AppError('not-found', 'This page has no such button.')
}

async function create(
  actor: Actor,
  id: string,
  { flow, values, idempotencyKey }: Dispatch & { flow?: string },
): Promise<Dispatched> {
  try {
    const { executionId } = await submitApp(actor, id, { values, flow, idempotencyKey })
    return { page: await executionPage(actor, id, executionId) }
  } catch (error) {
    const page =
      error instanceof AppError && error.code === 'invalid'
        ? await refusedPage(actor, id, { flow, error })
        : undefined
    if (page && error instanceof AppError) return { page, refused: error }
    throw error
  }
}

async function resume(
  actor: Actor,
  id: string,
  { executionId, values, idempotencyKey }: Dispatch & { executionId: string },
): Promise<Dispatched> {
  const row = await resumable(actor, { appId: id, executionId })
  await resumeRow(actor, row, { inputs: values, key: idempotencyKey })
  return { page: await executionPage(actor, id, executionId) }
}

async function cancel(actor: Actor, id: string, executionId: string): Promise<Dispatched> {
  const seen = await findSeen(actor, id, executionId)
  if (isRequester(actor, seen) && seen.row.requestId !== null)
    await withdrawRequest(actor, seen.row.requestId)
  else await stop(actor, seen)
  return { page: await pageFor(actor, await findSeen(actor, id, executionId)) }
}

function isRequester(actor: Actor, { row, requesterId }: SeenExecution): boolean {
  return requesterId === actor.id && !can(actor, 'execution:kill', { namespace: row.namespace })
}

/** Beside the form of a paused execution it is a no: whoever may go on may stop, too. */
async function stop(actor: Actor, { row, spec, requesterId }: SeenExecution): Promise<void> {
  const { namespace } = row
  const decides = row.state === 'PAUSED' && mayResume(actor, { spec, namespace, requesterId })
  if (!decides && !can(actor, 'execution:kill', { namespace }))
    throw new AppError('forbidden', 'You may not stop this.')
  const command = { by: actor.id, outcome: decides ? ('CANCELLED' as const) : ('KILLED' as const) }
  if (!(await endExecution(actor, row.id, command)))
    throw new AppError('conflict', `This has already ended as ${row.state}.`)
}
