import type { Actor } from '#server/actor.ts'
import { titleIn } from '#server/apps/columns.ts'
import { mayUseApp } from '#server/apps/find-app.ts'
import type { Prisma } from '#server/db.ts'
import type { DraftRow } from './view.ts'

const keptMs = 90 * 24 * 3600 * 1000

export const draftSelect = {
  id: true,
  title: true,
  version: true,
  createdAt: true,
  updatedAt: true,
  copiedFrom: { select: { id: true, number: true } },
  app: {
    select: {
      id: true,
      displayName: true,
      texts: true,
      icon: true,
      namespace: true,
      groups: true,
      accessType: true,
      disabled: true,
      deleted: true,
    },
  },
} as const satisfies Prisma.DraftSelect

export type DraftRecord = Prisma.DraftGetPayload<{ select: typeof draftSelect }>

/** Drafts that were last changed before it are deleted. */
export function keptSince(now: Date): Date {
  return new Date(now.getTime() - keptMs)
}

export function rowOf(actor: Actor, draft: DraftRecord): DraftRow {
  const { app } = draft
  return {
    id: draft.id,
    title: draft.title,
    app: { id: app.id, displayName: titleIn(app, actor.language), icon: app.icon ?? undefined },
    usable: !app.deleted && !app.disabled && mayUseApp(actor, app),
    version: draft.version,
    createdAt: draft.createdAt.toISOString(),
    updatedAt: draft.updatedAt.toISOString(),
    keptUntil: new Date(draft.updatedAt.getTime() + keptMs).toISOString(),
    copiedFrom: draft.copiedFrom ?? undefined,
  }
}
