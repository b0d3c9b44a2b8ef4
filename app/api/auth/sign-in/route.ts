import { safePath } from '#app/(auth)/sign-in/safe-path.ts'
import { AppError } from '#server/errors.ts'
import { log } from '#server/log.ts'
import { isForeign } from '#server/api/origin.ts'
import { readForm, redirect } from '../plain-form.ts'
import { interimLine, placeOf, setCookieLine, signIn, withDevice } from '#server/session.ts'

function back(error: string, fields: { email: string; next: string }): Response {
  const query = new URLSearchParams({ error, ...fields })
  return redirect(`/sign-in?${query.toString()}`)
}

/** The sign-in form, without JavaScript: `email`, `password`, `next`. Answers with a way on, never with a page. */
export async function POST(request: Request): Promise<Response> {
  if (isForeign(request)) return new Response('This form was sent from another site.', { status: 403 })
  const form = await readForm(request)
  if (!form) return new Response('This is not the sign-in form.', { status: 415 })
  const email = form.get('email') ?? ''
  const next = safePath(form.get('next') ?? '/')
  const { place, line } = withDevice(placeOf(request.headers))
  try {
    const done = await signIn({ email, password: form.get('password') ?? '', address: place.address }, place)
    if ('setPassword' in done) return redirect(done.setPassword)
    if ('interim' in done)
      return redirect(`/sign-in/code?${new URLSearchParams({ next }).toString()}`, {
        'set-cookie': interimLine(done.interim),
      })
    const response = redirect(next, { 'set-cookie': await setCookieLine(done.sessionId) })
    response.headers.append('set-cookie', line)
    return response
  } catch (error) {
    if (!(error instanceof AppError)) {
      log().error({ err: error }, 'sign-in failed')
      return back('unavailable', { email, next })
    }
    return back(error.code === 'too-many' ? 'too-many' : 'wrong', { email, next })
  }
}
