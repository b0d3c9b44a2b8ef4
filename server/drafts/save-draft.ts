import { isDeepStrictEqual } from 'node:util'
import type { Actor } from '#server/actor.ts'
import { titleIn } from '#server/apps/columns.ts'
import { findApp } from '#server/apps/find-app.ts'
import type { RawValues } from '#server/apps/open-form.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { transaction } from '#server/transaction.ts'
import { findDraft, noDraft } from './find-draft.ts'
import { flowOfForm } from './flow-of-form.ts'
import { keepable } from './keepable.ts'

export interface DraftChange {
  values: RawValues
  step: number
  /** The version that the change was made on. */
  version: number
  flowRevision?: number
}

/**
 * Stores what was typed since. A change that is already stored answers as it did the first time, so a lost answer does no harm.
 * @returns the version that it is now
 * @throws AppError `not-found`; `conflict` where it was changed elsewhere meanwhile: then nothing is stored, and what was typed
 * may become a draft of its own; `too-large`
 */
export async function saveDraft(actor: Actor, id: string, change: DraftChange): Promise<{ version: number }> {
  const before = await findDraft(actor, id)
  const { app, flow: newest } = await findApp(actor, before.appId, `${before.namespace}/${before.flowId}`)
  const flow = await flowOfForm(newest, change.flowRevision)
  const { values } = change
  const kept = await keepable({
    personId: actor.id,
    language: actor.language,
    appName: titleIn(app, actor.language),
    flow,
    values,
  })
  return transaction(async (tx) => {
    const { count } = await tx.draft.updateMany({
      where: { id, personId: actor.id, version: change.version },
      data: {
        ...kept,
        step: change.step,
        flowRevision: flow.revision,
        version: { increment: 1 },
        updatedAt: new Date(),
      },
    })
    if (count > 0) {
      await announce(tx, [`drafts:${actor.id}`])
      return { version: change.version + 1 }
    }
    const now = await tx.draft.findUnique({
      where: { id },
      select: { version: true, values: true, step: true },
    })
    if (!now) throw noDraft()
    if (now.step === change.step && isDeepStrictEqual(now.values, plain(kept.values)))
      return { version: now.version }
    throw new AppError('conflict', 'This draft was changed in another tab or on another device meanwhile.')
  })
}

/** As the database gives it back. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
