import type { JsonObject } from '#engine/flow/flow.ts'
import { seenIn } from '#server/approvals/frozen.ts'
import { db } from '#server/db.ts'
import { languageFor } from '#server/languages/languages.ts'

interface Titled {
  kind: string
  data: unknown
}

/**
 * What these notices tell, decisions that were asked for called as they are in the reader's language, and of comments that were
 * deleted since no word; in the same order. Two queries at most.
 */
export async function inLanguage(language: string, notices: readonly Titled[]): Promise<JsonObject[]> {
  const told = await withoutDeleted(notices.map(({ data }) => data as JsonObject))
  const ids = languageFor(language) === 'en' ? [] : notices.flatMap((notice) => approvalOf(notice) ?? [])
  if (ids.length === 0) return told
  const approvals = await db.approval.findMany({
    where: { id: { in: ids } },
    select: { id: true, title: true, message: true, show: true, translations: true },
  })
  const byId = new Map(approvals.map((approval) => [approval.id, seenIn(approval, language).title]))
  return notices.map((notice, index) => {
    const title = byId.get(approvalOf(notice) ?? '')
    return { ...told[index], ...(title === undefined ? {} : { title }) }
  })
}

async function withoutDeleted(told: JsonObject[]): Promise<JsonObject[]> {
  const ids = told.flatMap(({ commentId }) => (typeof commentId === 'string' ? [commentId] : []))
  if (ids.length === 0) return told
  const deleted = await db.comment.findMany({
    where: { id: { in: ids }, deletedAt: { not: null } },
    select: { id: true },
  })
  return told.map((data) => {
    if (!deleted.some(({ id }) => id === data.commentId)) return data
    const { text: _, ...rest } = data
    return rest
  })
}

/** The approval whose title is told; who is reminded of a request hears the request's. */
function approvalOf({ kind, data }: Titled): string | undefined {
  const { approvalId } = data as JsonObject
  return kind !== 'request-nudged' && typeof approvalId === 'string' ? approvalId : undefined
}
