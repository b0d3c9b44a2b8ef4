import { AppError } from '#server/errors.ts'
import { log } from '#server/log.ts'
import { setPasswordByLink } from '#server/mail-links/set-password.ts'
import { findLink } from '#server/mail-links/link.ts'
import { faultOf } from '#server/people/password-strength.ts'
import { placeOf } from '#server/session.ts'
import { readForm, redirect } from '../plain-form.ts'

const longest = 1000

/**
 * The form of a link that was mailed, without JavaScript: `token`, `password`, `again`. It does not ask where it was sent from:
 * its page tells nobody its address, so browsers send no origin, and nothing but the token counts.
 */
export async function POST(request: Request): Promise<Response> {
  const form = await readForm(request)
  if (!form) return new Response('This is not the form of a new password.', { status: 415 })
  const field = (name: string) => (form.get(name) ?? '').slice(0, longest)
  const token = field('token')
  const back = (error: string) => redirect(`/password/${encodeURIComponent(token || 'none')}?error=${error}`)
  const password = field('password')
  try {
    const link = await findLink(token)
    if (!link) return back('gone')
    if (password !== field('again')) return back('mismatch')
    const fault = faultOf(password, link)
    if (fault !== undefined) return back(fault)
    await setPasswordByLink({ token, password }, placeOf(request.headers))
    return redirect('/sign-in?set=1')
  } catch (error) {
    if (error instanceof AppError && error.code === 'gone') return back('gone')
    log().error({ err: error }, 'a password could not be set by a link')
    return back('unavailable')
  }
}
