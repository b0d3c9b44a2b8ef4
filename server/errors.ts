import type { Problem } from '#engine/flow/problem.ts'

/** HTTP status of each refusal, in one place. */
const statuses = {
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  'too-large': 413,
  invalid: 422,
  'too-many': 429,
  unavailable: 503,
} as const

export type AppErrorCode = keyof typeof statuses

/** One reason among several: where in the body or the source, and what. */
export type ErrorDetail = Pick<Problem, 'message' | 'path'> & Partial<Problem>

/** A refused request. Its message is for the person who asked. */
export class AppError extends Error {
  readonly code: AppErrorCode
  readonly details: ErrorDetail[]
  /** Only with `too-many`. */
  readonly retryAfterSeconds?: number

  constructor(
    code: AppErrorCode,
    message: string,
    more: { details?: ErrorDetail[]; retryAfterSeconds?: number } = {},
  ) {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.details = more.details ?? []
    this.retryAfterSeconds = more.retryAfterSeconds
  }

  get status(): number {
    return statuses[this.code]
  }
}
