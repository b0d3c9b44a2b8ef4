import { safePath } from '#app/(auth)/sign-in/safe-path.ts'
import { isForeign } from '#server/api/origin.ts'
import { languageLine } from '#server/languages/chosen.ts'
import { spoken } from '#server/languages/languages.ts'
import { updateMe } from '#server/people/update-me.ts'
import { actorOf } from '#server/session.ts'
import { readForm, redirect } from '../plain-form.ts'

/** The page that the form stands on; pages whose address is a secret name it in a field. */
function cameFrom(request: Request, next: string | null): string {
  const referer = request.headers.get('referer') ?? ''
  if (next !== null || !URL.canParse(referer)) return safePath(next ?? '/')
  const { pathname, search } = new URL(referer)
  return safePath(pathname + search)
}

/**
 * The choice of a language, a plain form: `language`, and `next` where the way back is not the page that it was sent from. The
 * browser keeps it, and so does the person who is signed in.
 */
export async function POST(request: Request): Promise<Response> {
  const form = await readForm(request)
  const language = spoken(form?.get('language') ?? undefined)
  if (!form || !language) return new Response('This is not the form of the language.', { status: 415 })
  // a page with a secret address says no origin: there it is kept in the browser alone
  const actor = isForeign(request) ? null : await actorOf(request)
  if (actor) await updateMe(actor, { language })
  return redirect(cameFrom(request, form.get('next')), { 'set-cookie': languageLine(language) })
}
