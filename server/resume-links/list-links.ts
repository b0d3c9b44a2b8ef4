import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { findExecution } from '#server/runs/get-execution.ts'
import { transaction } from '#server/transaction.ts'
import { viewOf } from './link-rows.ts'
import type { ResumeLinkView } from './view.ts'

const most = 100

/** The links of an execution, the newest first; never their tokens. @throws AppError `not-found`, `forbidden` */
export async function listResumeLinks(actor: Actor, id: string): Promise<ResumeLinkView[]> {
  await findExecution(actor, id, 'execution:update')
  const rows = await db.resumeLink.findMany({
    where: { executionId: id },
    orderBy: { createdAt: 'desc' },
    take: most,
  })
  return rows.map(viewOf)
}

/** Ends a link: from then on it opens nothing. Repeating it changes nothing. @throws AppError `not-found`, `forbidden` */
export async function revokeResumeLink(actor: Actor, id: string, linkId: string): Promise<void> {
  await findExecution(actor, id, 'execution:update')
  await transaction(async (tx) => {
    const link = await tx.resumeLink.findFirst({ where: { id: linkId, executionId: id } })
    if (!link) throw new AppError('not-found', 'There is no such link.')
    if (link.revokedAt) return
    await tx.resumeLink.update({ where: { id: linkId }, data: { revokedAt: new Date() } })
    await audit(tx, actor, {
      action: 'execution:revoke-resume-link',
      subjectType: 'execution',
      subjectId: id,
      after: { linkId },
    })
  })
}
