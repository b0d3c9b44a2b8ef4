import { AppError } from '#server/errors.ts'
import { db } from '#server/db.ts'
import type { Actor } from '#server/actor.ts'
import { startExecution } from '#server/runs/start-execution.ts'
import { titleIn } from './columns.ts'
import { findApp } from './find-app.ts'
import type { RawValues } from './open-form.ts'

export interface SubmitCall {
  values: RawValues
  /** Of several flows: `namespace/id`, or its id. */
  flow?: string
  /** Revision of the flow that the form was made from. */
  flowRevision?: number
  /** The draft that it was filled in as: it ends with the start. */
  draftId?: string
  /** The same one again answers with the first request. */
  idempotencyKey?: string
}

export interface Submitted {
  requestId: string
  /** PUR-1042 */
  number: string
  executionId: string
}

/**
 * Submits an app's form: starts an execution of the flow's newest revision for a new request.
 * @throws AppError `not-found`; `invalid` with every problem of the values; `conflict` where the flow has changed since the form was opened and
 * the values do not fit any more: nothing is lost, the form is opened anew with them; or where the draft was sent already
 */
export async function submitApp(actor: Actor, id: string, call: SubmitCall): Promise<Submitted> {
  const { app, flow } = await findApp(actor, id, call.flow)
  const moved = call.flowRevision !== undefined && call.flowRevision !== flow.revision
  try {
    const started = await startExecution(actor, {
      namespace: flow.namespace,
      flowId: flow.id,
      revision: flow.revision,
      inputs: call.values,
      idempotencyKey: call.idempotencyKey,
      draftId: call.draftId,
      app: { id: app.id, revision: app.revision, displayName: titleIn(app, actor.language) },
    })
    const { number } = await db.request.findUniqueOrThrow({
      where: { id: started.requestId },
      select: { number: true },
    })
    return { ...started, number }
  } catch (error) {
    if (moved && error instanceof AppError && error.code === 'invalid') {
      const message =
        'The form has changed since you opened it. Your answers are kept: look through them and submit again.'
      throw new AppError('conflict', message, { details: error.details })
    }
    throw error
  }
}
