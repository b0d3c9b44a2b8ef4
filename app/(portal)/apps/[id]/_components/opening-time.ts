import { AppError } from '#server/errors.ts'
import type { OpeningTime } from './closed-app.tsx'

/** When an app can be used, where that is why it was refused. */
export function openingTimeOf(error: unknown): OpeningTime | undefined {
  if (!(error instanceof AppError) || error.code !== 'conflict') return undefined
  const [detail] = error.details
  if (detail?.path === 'expiration.startDate') return { kind: 'not-yet', at: detail.message }
  if (detail?.path === 'expiration.endDate') return { kind: 'closed', at: detail.message }
  return undefined
}
