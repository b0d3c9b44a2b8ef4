import { randomBytes } from 'node:crypto'
import type { Actor } from '#server/actor.ts'
import { titleIn } from '#server/apps/columns.ts'
import { findApp } from '#server/apps/find-app.ts'
import type { RawValues } from '#server/apps/open-form.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { transaction } from '#server/transaction.ts'
import { flowOfForm } from './flow-of-form.ts'
import { keepable } from './keepable.ts'
import { mostDrafts } from './list-drafts.ts'
import { draftSelect, rowOf } from './rows.ts'
import type { DraftRow } from './view.ts'

export interface NewDraft {
  values: RawValues
  step?: number
  /** Of the flow that the form was made from; the newest where it is not said. */
  flowRevision?: number
  copiedFromId?: string
  /** Of an app with several flows: `namespace/id`, or its id. */
  flow?: string
}

/**
 * Begins to keep a form that somebody fills in. Drafts are their person's alone and no deed, so the audit does not hold them.
 * @throws AppError `not-found`, `too-large`, `too-many`
 */
export async function createDraft(actor: Actor, appId: string, draft: NewDraft): Promise<DraftRow> {
  const { app, flow: newest } = await findApp(actor, appId, draft.flow)
  const flow = await flowOfForm(newest, draft.flowRevision)
  const kept = await keepable({
    personId: actor.id,
    language: actor.language,
    appName: titleIn(app, actor.language),
    flow,
    values: draft.values,
  })
  return transaction(async (tx) => {
    await demandRoom(tx, actor.id)
    const row = await tx.draft.create({
      data: {
        id: randomBytes(16).toString('base64url'),
        personId: actor.id,
        appId,
        namespace: flow.namespace,
        flowId: flow.id,
        flowRevision: flow.revision,
        step: draft.step ?? 0,
        copiedFromId: draft.copiedFromId,
        ...kept,
      },
      select: draftSelect,
    })
    await announce(tx, [`drafts:${actor.id}`])
    return rowOf(actor, row)
  })
}

async function demandRoom(tx: Tx, personId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`drafts:${personId}`}, 0))`
  if ((await tx.draft.count({ where: { personId } })) < mostDrafts) return
  throw new AppError(
    'too-many',
    `You have ${mostDrafts} drafts already. Send or delete some of them first.`,
    {
      retryAfterSeconds: 3600,
    },
  )
}
