import { randomBytes } from 'node:crypto'
import { NextResponse, type NextRequest } from 'next/server'
import { env } from '#server/env.ts'
import { policyOf } from '#server/guests/page-policy.ts'
import { pageHeaders } from '#server/page-headers.ts'
import { sessionCookie } from '#server/session-cookie.ts'

// Not the API: with it in here Next would hold its bodies and cut them at 10 MB.
export const config = {
  matcher: '/((?!api/|_next/static/|_next/image|healthz$|readyz$|icon\\.svg$|embed\\.js$|favicon\\.ico$).*)',
}

/** Pages of those who are not signed in. */
const open: ReadonlySet<string> = new Set(['/sign-in', '/sign-in/code', '/forgot'])
/** Below them an address holds a token that was handed out: it is nobody else's to know. */
const tokens = ['/password/', '/unsubscribe/', '/resume/', '/decide/', '/guest/']
/** Forms for everybody who has their address. */
const forms = ['/public/', '/embed/']

const isBelow = (pathname: string, roots: readonly string[]) =>
  roots.some((root) => pathname.startsWith(root))

/**
 * Before every page: without a cookie the way leads to the sign-in, and each answer has its own nonce.
 * Whether the cookie's session lives is looked up by the page.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl
  const withToken = isBelow(pathname, tokens)
  const isForm = isBelow(pathname, forms)
  if (!open.has(pathname) && !withToken && !isForm && !request.cookies.has(sessionCookie().name)) {
    const next = encodeURIComponent(pathname + search)
    return NextResponse.redirect(new URL(`/sign-in?next=${next}`, request.url))
  }
  const nonce = randomBytes(16).toString('base64')
  const settings = env()
  const answerHeaders = pageHeaders({
    nonce,
    secure: settings.FORMWORK_URL.startsWith('https:'),
    development: settings.NODE_ENV === 'development',
    secretAddress: withToken,
    ...(isForm ? await policyOf(pathname) : {}),
  })
  // Next takes the nonce for its own scripts from the request's policy
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', answerHeaders['content-security-policy'])
  headers.set('x-nonce', nonce)
  const response = NextResponse.next({ request: { headers } })
  for (const [name, value] of Object.entries(answerHeaders)) response.headers.set(name, value)
  return response
}
