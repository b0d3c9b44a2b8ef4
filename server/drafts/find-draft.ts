import type { Actor } from '#server/actor.ts'
import { db, type Prisma } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { draftSelect } from './rows.ts'

const found = {
  ...draftSelect,
  personId: true,
  appId: true,
  namespace: true,
  flowId: true,
  flowRevision: true,
  values: true,
  uploadIds: true,
  step: true,
  app: { select: { ...draftSelect.app.select, revision: true } },
} as const satisfies Prisma.DraftSelect

export type FoundDraft = Prisma.DraftGetPayload<{ select: typeof found }>

/** @throws AppError `not-found`, also for another person's */
export async function findDraft(actor: Actor, id: string): Promise<FoundDraft> {
  const draft = await db.draft.findUnique({ where: { id, personId: actor.id }, select: found })
  if (!draft) throw noDraft()
  return draft
}

export function noDraft(): AppError {
  return new AppError('not-found', 'There is no such draft: it was sent or deleted, or it is not yours.')
}
