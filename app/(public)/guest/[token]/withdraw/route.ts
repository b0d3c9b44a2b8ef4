import { readForm, redirect } from '#app/api/auth/plain-form.ts'
import { toAppError } from '#server/api/answer.ts'
import { actorOfGuest } from '#server/guests/actor-of-guest.ts'
import { addressOf } from '#server/people/address.ts'
import { withdrawRequest } from '#server/requests/withdraw-request.ts'

interface Params {
  params: Promise<{ token: string }>
}

/** The form that takes a guest's request back, without JavaScript: `request`. Nothing but the token in the address counts. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const { token } = await params
  const form = await readForm(request)
  if (!form) return new Response('This is not the form of a request.', { status: 415 })
  const id = form.get('request') ?? ''
  const back = `/guest/${encodeURIComponent(token)}`
  const actor = await actorOfGuest(token, addressOf(request.headers))
  if (!actor) return redirect(back)
  try {
    await withdrawRequest(actor, id)
    return redirect(`${back}?request=${encodeURIComponent(id)}`)
  } catch (error) {
    const refusal = toAppError(error)
    if (!refusal) throw error
    const request = refusal.code === 'conflict' ? `&request=${encodeURIComponent(id)}` : ''
    return redirect(`${back}?refused=1${request}`)
  }
}
