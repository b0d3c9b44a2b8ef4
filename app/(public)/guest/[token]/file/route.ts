import { errorResponse, toAppError } from '#server/api/answer.ts'
import { AppError } from '#server/errors.ts'
import { downloadRequestFile } from '#server/files/download.ts'
import { actorOfGuest } from '#server/guests/actor-of-guest.ts'
import { addressOf } from '#server/people/address.ts'

interface Params {
  params: Promise<{ token: string }>
}

/** A file of a guest's request, for a plain link. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  const { token } = await params
  const { searchParams } = new URL(request.url)
  try {
    const actor = await actorOfGuest(token, addressOf(request.headers))
    if (!actor) throw new AppError('not-found', 'There is no such file.')
    return await downloadRequestFile(actor, searchParams.get('request') ?? '', searchParams.get('uri') ?? '')
  } catch (error) {
    const refusal = toAppError(error)
    if (!refusal) throw error
    return errorResponse(refusal, { requestId: 'guest' })
  }
}
