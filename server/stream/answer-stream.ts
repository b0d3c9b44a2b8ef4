import { randomBytes } from 'node:crypto'
import { errorResponse, toAppError, withHeaders } from '#server/api/answer.ts'
import { AppError } from '#server/errors.ts'
import { acceptedLanguage } from '#server/languages/languages.ts'
import { log } from '#server/log.ts'
import { actorOf } from '#server/session.ts'
import { openStream } from './open-stream.ts'

/** Answers `GET /api/stream?topics=a,b`: an event stream, or a refusal in the API's shape. */
export async function answerStream(request: Request): Promise<Response> {
  const requestId = randomBytes(12).toString('base64url')
  try {
    const actor = await actorOf(request)
    if (!actor)
      throw new AppError('unauthenticated', 'Sign in, or send a token: no one is known by this call.')
    const topics = new URL(request.url).searchParams.get('topics') ?? ''
    const again = () => actorOf(request)
    return withHeaders(await openStream({ actor, topics, signal: request.signal, again }), requestId)
  } catch (error) {
    const refusal = toAppError(error)
    if (!refusal) log().error({ requestId, err: error }, 'stream failed')
    const language = acceptedLanguage(request.headers.get('accept-language'))
    return errorResponse(refusal, { requestId, language })
  }
}
