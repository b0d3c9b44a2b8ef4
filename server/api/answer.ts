import { AppError } from '#server/errors.ts'
import { isBadPattern, Prisma } from '#server/db.ts'
import { env } from '#server/env.ts'
import type { Language } from '#server/languages/languages.ts'
import { say } from '#server/languages/say.ts'
import { transportHeader } from '#server/page-headers.ts'

/** On every answer of the API: it is data, never a page, and belongs to who asked. */
const headersOfAll = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
} as const

/** A handler's answer as a response: `undefined` has no content, a `Response` is taken as it is. */
export function toResponse(answer: unknown): Response {
  if (answer instanceof Response) return answer
  return answer === undefined ? new Response(null, { status: 204 }) : Response.json(answer)
}

/** The response with the headers of all, where it does not set its own. */
export function withHeaders(response: Response, requestId: string): Response {
  const headers = new Headers(response.headers)
  for (const [name, value] of Object.entries(headersOfAll)) if (!headers.has(name)) headers.set(name, value)
  const secure = env().FORMWORK_URL.startsWith('https:')
  for (const [name, value] of Object.entries(transportHeader(secure))) headers.set(name, value)
  headers.set('x-request-id', requestId)
  return new Response(response.body, { status: response.status, headers })
}

const unreachable = ['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2037']
const outOfRange = ['P2000', 'P2020', 'P2033']

/** Any error as a refusal; undefined for a mistake of ours. */
export function toAppError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error
  if (error instanceof Prisma.PrismaClientInitializationError) return unavailable()
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return undefined
  if (unreachable.includes(error.code)) return unavailable()
  if (outOfRange.includes(error.code)) return new AppError('invalid', 'A value is too long or out of range.')
  if (isBadPattern(error)) return new AppError('invalid', 'The pattern of a REGEX filter is not valid.')
  return undefined
}

function unavailable(): AppError {
  return new AppError('unavailable', 'The database does not answer. Try again in a moment.')
}

/** The one shape of errors, Kestra's, in a language that the caller asked for. */
export function errorResponse(
  error: AppError | undefined,
  { requestId, language = 'en' }: { requestId: string; language?: Language },
): Response {
  const headers: Record<string, string> = { 'content-language': language }
  if (!error) {
    const message = say(`Something went wrong on our side. Tell us this number: ${requestId}`, language)
    return Response.json({ message, _embedded: { errors: [] } }, { status: 500, headers })
  }
  if (error.retryAfterSeconds !== undefined) headers['retry-after'] = String(error.retryAfterSeconds)
  if (error.code === 'unauthenticated') headers['www-authenticate'] = 'Bearer'
  return Response.json(errorBody(error, language), { status: error.status, headers })
}

/** What a refusal says. */
export function errorBody({ message: whole, details }: AppError, language: Language) {
  const errors = details.map(({ message, path, line, column }) => ({
    message: say(message, language),
    path,
    line,
    column,
  }))
  return { message: say(whole, language), _embedded: { errors } }
}
