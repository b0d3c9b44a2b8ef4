import { isForeign } from '#server/api/origin.ts'
import { AppError } from '#server/errors.ts'
import { log } from '#server/log.ts'
import { askReset } from '#server/mail-links/ask-reset.ts'
import { hasMail } from '#server/mail/settings.ts'
import { placeOf } from '#server/session.ts'
import { readForm, redirect } from '../plain-form.ts'

/** The form of who forgot the password, without JavaScript: `email`. The answer is the same whoever has an account. */
export async function POST(request: Request): Promise<Response> {
  if (isForeign(request)) return new Response('This form was sent from another site.', { status: 403 })
  if (!hasMail()) return new Response('No mail is sent here.', { status: 404 })
  const form = await readForm(request)
  if (!form) return new Response('This is not the form of a forgotten password.', { status: 415 })
  try {
    await askReset(form.get('email') ?? '', placeOf(request.headers))
    return redirect('/forgot?sent=1')
  } catch (error) {
    if (error instanceof AppError && error.code === 'too-many') return redirect('/forgot?error=too-many')
    log().error({ err: error }, 'a forgotten password could not be taken down')
    return redirect('/forgot?error=unavailable')
  }
}
