import { decideByLink } from '#server/decision-links/decide-by-link.ts'
import { AppError } from '#server/errors.ts'
import { log } from '#server/log.ts'
import { storableText } from '#server/runs/storable.ts'
import { placeOf } from '#server/session.ts'
import { readForm, redirect } from '../../auth/plain-form.ts'

interface Context {
  params: Promise<{ token: string }>
}

/** Characters of a comment, and bytes of the form with each of them spelled out in three. */
const longestComment = 5000
const longestForm = longestComment * 9 + 1024

const pageOf = (token: string) => `/decide/${encodeURIComponent(token)}`

/** Somebody, or a program, that opens the address of the form: to the page. It decides nothing. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  return redirect(pageOf((await params).token))
}

/**
 * The buttons of a mailed decision, without JavaScript: `vote`, `comment`. It does not ask where it was sent from: its page
 * tells nobody its address, so browsers send no origin, and nothing but the token counts.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params
  const back = (error?: string) => redirect(`${pageOf(token)}${error === undefined ? '' : `?error=${error}`}`)
  const form = await readForm(request, longestForm)
  const vote = form?.get('vote')
  if (!form || (vote !== 'APPROVE' && vote !== 'DENY' && vote !== 'SEND_BACK'))
    return new Response('This is not the form of a decision.', { status: 415 })
  // browsers send line breaks as two characters, and count them as one
  const said = (form.get('comment') ?? '').replaceAll('\r\n', '\n').trim().slice(0, longestComment)
  const comment = storableText(said)
  const missing = vote === 'SEND_BACK' ? 'changes' : 'comment'
  const { address, userAgent } = placeOf(request.headers)
  try {
    await decideByLink(token, { vote, comment: comment || undefined }, { address, userAgent })
    return back()
  } catch (error) {
    // what it has come to meanwhile the page itself says
    if (error instanceof AppError) return back(error.code === 'invalid' ? missing : undefined)
    log().error({ err: error }, 'a decision by mail could not be made')
    return back('failed')
  }
}
