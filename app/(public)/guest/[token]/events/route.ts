import { errorResponse, toAppError, withHeaders } from '#server/api/answer.ts'
import { AppError } from '#server/errors.ts'
import { actorOfGuest } from '#server/guests/actor-of-guest.ts'
import { addressOf } from '#server/people/address.ts'
import { openStream } from '#server/stream/open-stream.ts'

export const dynamic = 'force-dynamic'

interface Params {
  params: Promise<{ token: string }>
}

/** The events of a guest's own requests. The token is in the address, for an event stream carries no header. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  const { token } = await params
  const again = () => actorOfGuest(token, addressOf(request.headers))
  try {
    const actor = await again()
    if (!actor) throw new AppError('unauthenticated', 'This link opens nothing.')
    const topics = new URL(request.url).searchParams.get('topics') ?? ''
    return withHeaders(await openStream({ actor, topics, signal: request.signal, again }), 'guest')
  } catch (error) {
    const refusal = toAppError(error)
    if (!refusal) throw error
    return errorResponse(refusal, { requestId: 'guest' })
  }
}
