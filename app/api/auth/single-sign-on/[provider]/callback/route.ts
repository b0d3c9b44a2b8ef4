import { AppError } from '#server/errors.ts'
import { log } from '#server/log.ts'
import { actorOf, interimLine, placeOf, setCookieLine, withDevice } from '#server/session.ts'
import { finishSignIn, type Answer } from '#server/single-sign-on/finish.ts'
import { flowLine, flowOf } from '#server/single-sign-on/flow.ts'
import { finishLink } from '#server/single-sign-on/link.ts'
import { redirect } from '../../../plain-form.ts'

interface Context {
  params: Promise<{ provider: string }>
}

function back(error: string, next: string): Response {
  return redirect(`/sign-in?${new URLSearchParams({ error: `sso-${error}`, next }).toString()}`)
}

async function signIn(answer: Answer): Promise<Response> {
  const { next } = answer.flow
  const { place, line } = withDevice(answer.place)
  const done = await finishSignIn({ ...answer, place })
  if ('failed' in done) return back(done.failed, next)
  if ('interim' in done)
    return redirect(`/sign-in/code?${new URLSearchParams({ next }).toString()}`, {
      'set-cookie': interimLine(done.interim),
    })
  const response = redirect(next, { 'set-cookie': await setCookieLine(done.sessionId) })
  response.headers.append('set-cookie', line)
  return response
}

async function link(request: Request, answer: Answer): Promise<Response> {
  const failed = await finishLink(await actorOf(request), answer)
  return redirect(
    `/account?${new URLSearchParams(failed ? { 'not-linked': failed } : { linked: '1' }).toString()}`,
  )
}

/** Where a provider sends people back to. Its answer counts in the browser that began the way, and once. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { provider } = await params
  const flow = flowOf(request.headers)
  if (flow?.provider !== provider) return back('expired', '/')
  const answer = { flow, search: new URL(request.url).search, place: placeOf(request.headers) }
  const response = await (flow.linkFor === undefined ? signIn(answer) : link(request, answer)).catch(
    (error: unknown) => {
      const code = error instanceof AppError ? error.code : 'unavailable'
      if (code === 'unavailable') log().error({ err: error }, 'single sign-on failed')
      return back(code === 'too-many' ? code : 'unreachable', flow.next)
    },
  )
  response.headers.append('set-cookie', flowLine(null))
  return response
}
