import { safePath } from '#app/(auth)/sign-in/safe-path.ts'
import { isForeign } from '#server/api/origin.ts'
import { AppError } from '#server/errors.ts'
import { log } from '#server/log.ts'
import { finishSignIn, interimLine, placeOf, setCookieLine, withDevice } from '#server/session.ts'
import { readForm, redirect } from '../plain-form.ts'

/** The second step of the sign-in, without JavaScript: `code`, `next`, and the cookie of the first step. */
export async function POST(request: Request): Promise<Response> {
  if (isForeign(request)) return new Response('This form was sent from another site.', { status: 403 })
  const form = await readForm(request)
  if (!form) return new Response('This is not the form of the second step.', { status: 415 })
  const next = safePath(form.get('next') ?? '/')
  const { place, line } = withDevice(placeOf(request.headers))
  try {
    const sessionId = await finishSignIn(request, (form.get('code') ?? '').slice(0, 100), place)
    const response = redirect(next, { 'set-cookie': await setCookieLine(sessionId) })
    response.headers.append('set-cookie', line)
    response.headers.append('set-cookie', interimLine(null))
    return response
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'unavailable'
    if (code === 'unavailable') log().error({ err: error }, 'second step of the sign-in failed')
    const to = code === 'conflict' ? '/sign-in' : '/sign-in/code'
    const shown = code === 'conflict' ? 'expired' : code === 'unauthenticated' ? 'wrong' : code
    return redirect(`${to}?${new URLSearchParams({ error: shown, next }).toString()}`)
  }
}
