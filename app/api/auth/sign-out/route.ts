import { isForeign } from '#server/api/origin.ts'
import { setCookieLine, signOut } from '#server/session.ts'

/** The sign-out button, a plain form: ends the session and its cookie. */
export async function POST(request: Request): Promise<Response> {
  if (isForeign(request)) return new Response('This form was sent from another site.', { status: 403 })
  await signOut(request)
  return new Response(null, {
    status: 303,
    headers: { location: '/sign-in', 'set-cookie': await setCookieLine(null), 'cache-control': 'no-store' },
  })
}
