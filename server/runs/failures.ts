import { ApplicationFailure, CancelledFailure } from '@temporalio/common'
import { ExpressionError } from '#engine/flow/expressions/error.ts'
import { AppError } from '#server/errors.ts'

/** A failure of unknown kind is believed to be the machine's for so many attempts. */
const attemptsOfUnknown = 10

/** What no repetition mends: a mistake in the flow, the data or our own code. */
function isLasting(error: unknown): boolean {
  if (error instanceof AppError) return error.code !== 'unavailable'
  return (
    error instanceof ExpressionError ||
    error instanceof TypeError ||
    error instanceof RangeError ||
    error instanceof ReferenceError ||
    error instanceof SyntaxError
  )
}

/** An activity's error as Temporal takes it: what lasts is not tried again. */
export function forTemporal(error: unknown, attempt: number): unknown {
  if (error instanceof CancelledFailure || error instanceof ApplicationFailure) return error
  if (!isLasting(error) && (attempt < attemptsOfUnknown || isOutage(error))) return error
  const message = error instanceof Error ? error.message : String(error)
  return ApplicationFailure.create({
    message,
    type: 'Lasting',
    nonRetryable: true,
    cause: error instanceof Error ? error : undefined,
  })
}

const outageCodes = [
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
  'P2034',
  'P2037',
  'ECONNREFUSED',
  'ECONNRESET',
]

/** The database or the network is away: that is waited for, however long it takes. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof AppError) return error.code === 'unavailable'
  if (error.name === 'PrismaClientInitializationError') return true
  if ('code' in error && outageCodes.includes(String(error.code))) return true
  return /connection|ECONN|terminating|shutting down|starting up/i.test(error.message)
}
