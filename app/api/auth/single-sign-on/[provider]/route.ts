import { safePath } from '#app/(auth)/sign-in/safe-path.ts'
import { AppError } from '#server/errors.ts'
import { log } from '#server/log.ts'
import { beginFlow } from '#server/single-sign-on/begin.ts'
import { flowLine } from '#server/single-sign-on/flow.ts'
import { troubleOf } from '#server/single-sign-on/trouble.ts'
import { redirect } from '../../plain-form.ts'

interface Context {
  params: Promise<{ provider: string }>
}

/**
 * Begins a sign-in at a provider. A link leads here and no form: the policy for forms follows each redirect, and whom the
 * provider asks in turn is its own affair.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { provider } = await params
  const next = safePath(new URL(request.url).searchParams.get('next') ?? '/')
  try {
    const { url, token } = await beginFlow(provider, { next })
    return redirect(url, { 'set-cookie': flowLine(token) })
  } catch (error) {
    const known = error instanceof AppError && error.code === 'not-found'
    if (!known) log().warn({ provider, why: troubleOf(error).message }, 'Single sign-on could not begin')
    const query = new URLSearchParams({ error: known ? 'sso-refused' : 'sso-unreachable', next })
    return redirect(`/sign-in?${query.toString()}`)
  }
}
