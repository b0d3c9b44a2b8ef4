import { db } from '#server/db.ts'
import { resumePaused } from '#server/runs/resume-execution.ts'
import { openLink, outsider, over } from './open-link.ts'

export interface LinkUse {
  /** As the form sends them. */
  values: Readonly<Record<string, unknown>>
  address?: string
  userAgent?: string
}

/**
 * Resumes the pause that a link is for: its one use. Wrong values use nothing up.
 * @throws AppError `gone`, `invalid` with every problem of the values
 */
export async function resumeByLink(token: string, { values, address, userAgent }: LinkUse): Promise<void> {
  const { link, row, paused } = await openLink(token)
  const actor = { ...outsider(address), userAgent: userAgent?.slice(0, 300) }
  await resumePaused(actor, row, {
    paused,
    inputs: values,
    key: link.id,
    detail: { linkId: link.id, taskRunId: paused.taskRunId },
    claim: async () => {
      const { count } = await db.resumeLink.updateMany({
        where: { id: link.id, usedAt: null, revokedAt: null, expiresAt: { gt: new Date() } },
        data: { usedAt: new Date() },
      })
      if (count === 0) throw over()
    },
    unclaim: async () => {
      await db.resumeLink.update({ where: { id: link.id }, data: { usedAt: null } })
    },
  })
}
