import type { Prisma, Tx } from '#server/db.ts'
import { newSignedId } from '#server/secrets/signed-id.ts'
import type { ResumeLinkView } from './view.ts'

export type LinkRow = Prisma.ResumeLinkGetPayload<object>

/** Days that a link lives where nobody says otherwise, and at most. */
const usualDays = 7
const mostDays = 90
const dayMs = 24 * 60 * 60 * 1000

export interface NewLink {
  executionId: string
  taskId: string
  taskRunId?: string
  createdById?: string
  /** Milliseconds from now. */
  lifeMs?: number
}

/** Stores a link; its address follows from the id. */
export function insertLink(tx: Tx, { lifeMs = usualDays * dayMs, ...link }: NewLink): Promise<LinkRow> {
  const expiresAt = new Date(Date.now() + Math.min(lifeMs, mostDays * dayMs))
  return tx.resumeLink.create({ data: { id: newSignedId(), ...link, expiresAt } })
}

export function viewOf(row: LinkRow): ResumeLinkView {
  return {
    id: row.id,
    taskId: row.taskId,
    taskRunId: row.taskRunId ?? undefined,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    usedAt: row.usedAt?.toISOString(),
    revokedAt: row.revokedAt?.toISOString(),
  }
}
