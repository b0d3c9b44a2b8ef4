import NextAuth from 'next-auth'
import { authOptions } from '#server/session.ts'

interface Context {
  params: Promise<{ nextauth: string[] }>
}

type Handler = (request: Request, context: Context) => Promise<Response>

/** next-auth's own addresses: `csrf`, `session`, `callback/credentials`, `signout`. The settings are read at the first call. */
function handler(request: Request, context: Context): Promise<Response> {
  const handle: Handler = NextAuth(authOptions())
  return handle(request, context)
}

export { handler as GET, handler as POST }
