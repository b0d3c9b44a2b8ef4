import { durationMs, isDuration } from '#engine/flow/duration.ts'
import { leavesOf } from '#engine/flow/inputs/flatten.ts'
import { checks } from '#generated/catalog/checks.ts'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { AppError } from '#server/errors.ts'
import { titleFromId } from '#server/flows/words.ts'
import { postToAddress } from '#server/mail/post-to-address.ts'
import { hasMail } from '#server/mail/settings.ts'
import { findExecution } from '#server/runs/get-execution.ts'
import { pausedRun } from '#server/runs/paused-run.ts'
import { transaction } from '#server/transaction.ts'
import { insertLink, viewOf } from './link-rows.ts'
import { addressOfLink } from './token.ts'
import type { MadeResumeLink } from './view.ts'

export interface LinkWish {
  /** The pause that is meant, where there are several. */
  taskRunId?: string
  /** ISO 8601 duration; absent: seven days. */
  expiresIn?: string
  /** Where the link is sent as well. */
  email?: string
}

/**
 * Makes a link by which somebody without an account resumes one pause, once. Who may resume may make one.
 * @throws AppError `not-found`, `forbidden`, `conflict` where nothing waits that a link can resume, `invalid`
 */
export async function makeResumeLink(actor: Actor, id: string, wish: LinkWish): Promise<MadeResumeLink> {
  const row = await findExecution(actor, id, 'execution:update')
  const lifeMs = lifeOf(wish.expiresIn)
  if (wish.email !== undefined && !hasMail())
    throw new AppError('conflict', 'No mail is sent here: leave `email` out, and hand the link on yourself.')
  const { taskRunId, taskId, inputs } = await pausedRun(row, wish.taskRunId)
  if (taskRunId === undefined || taskId === undefined)
    throw new AppError('conflict', 'A person holds this execution: that is no pause for others to end.')
  if (leavesOf(inputs).some(({ type }) => checks[type]?.upload === true))
    throw new AppError('conflict', 'This pause asks for a file, which nobody can give without an account.')
  return transaction(async (tx) => {
    const link = await insertLink(tx, { executionId: id, taskId, taskRunId, createdById: actor.id, lifeMs })
    const url = addressOfLink(link.id)
    await audit(tx, actor, {
      action: 'execution:make-resume-link',
      subjectType: 'execution',
      subjectId: id,
      after: {
        linkId: link.id,
        taskRunId,
        expiresAt: link.expiresAt.toISOString(),
        email: wish.email ?? null,
      },
    })
    if (wish.email !== undefined)
      await postToAddress(tx, {
        address: wish.email,
        kind: 'resume-link',
        data: { title: titleFromId(taskId), by: actor.name, until: link.expiresAt.toISOString() },
        secret: { path: new URL(url).pathname, until: link.expiresAt },
        dedupeKey: `resume-link:${link.id}`,
      })
    return { ...viewOf(link), url }
  })
}

function lifeOf(expiresIn: string | undefined): number | undefined {
  if (expiresIn === undefined) return undefined
  const lifeMs = isDuration(expiresIn) ? durationMs(expiresIn) : 0
  if (lifeMs > 0) return lifeMs
  const message = 'A link lives for a duration such as `P2D` or `PT4H`.'
  throw new AppError('invalid', message, { details: [{ path: 'expiresIn', message }] })
}
