import { AppError } from '#server/errors.ts'
import { log } from '#server/log.ts'
import { unsubscribe } from '#server/notices/unsubscribe.ts'
import { placeOf } from '#server/session.ts'
import { redirect } from '../../auth/plain-form.ts'

interface Context {
  params: Promise<{ token: string }>
}

const pageOf = (token: string) => `/unsubscribe/${encodeURIComponent(token)}`

/** A person who opens the address of a mail's header: to the page with the button. It changes nothing. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  return redirect(pageOf((await params).token))
}

/**
 * The page's button, and the one click of a mail program (RFC 8058), which sends no cookies and wants no way on. Nothing but the token
 * counts, and all that it can do is to send less.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params
  const body = await request.text().then((text) => text.slice(0, 200))
  try {
    await unsubscribe(token, placeOf(request.headers).address)
  } catch (error) {
    if (error instanceof AppError) return new Response(error.message, { status: error.status })
    log().error({ err: error }, 'a mail could not be switched off')
    return new Response('That did not work now. Try it again.', { status: 503 })
  }
  if (body.includes('List-Unsubscribe=One-Click')) return new Response('Done.', { status: 200 })
  return redirect(`${pageOf(token)}?done=1`)
}
