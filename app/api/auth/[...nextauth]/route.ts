import NextAuth from 'next-auth'
import { env } from '#server/env.ts'
import { authOptions } from '#server/session.ts'

interface Context {
  params: Promise<{ nextauth: string[] }>
}

type Handler = (request: Request, context: Context) => Promise<Response>

/** next-auth's own addresses: `csrf`, `session`, `callback/credentials`, `signout`. The settings are read at the first call. */
async function handler(request: Request, context: Context): Promise<Response> {
  const handle: Handler = NextAuth(authOptions())
  const response = await handle(request, context)
  const location = response.headers.get('location')
  if (location !== null) response.headers.set('location', ours(location))
  return response
}

/** next-auth takes its own address from an environment variable that we do not have: the path counts, the host is ours. */
function ours(location: string): string {
  const { pathname, search } = new URL(location, env().FORMWORK_URL)
  return new URL(pathname + search, env().FORMWORK_URL).href
}

export { handler as GET, handler as POST }
