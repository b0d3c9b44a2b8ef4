import { readForm, redirect } from '#app/api/auth/plain-form.ts'
import { actorOfGuest } from '#server/guests/actor-of-guest.ts'
import { endOwnLink } from '#server/guests/guest-page.ts'
import { addressOf } from '#server/people/address.ts'

interface Params {
  params: Promise<{ token: string }>
}

/** The form that ends a guest's link, without JavaScript. Nothing but the token in the address counts. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const { token } = await params
  if (!(await readForm(request))) return new Response('This is not the form of a link.', { status: 415 })
  const actor = await actorOfGuest(token, addressOf(request.headers))
  if (actor) await endOwnLink(actor)
  return redirect(`/guest/${encodeURIComponent(token)}`)
}
