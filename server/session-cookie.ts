import { createHash } from 'node:crypto'
import { env } from './env.ts'

/** Name and attributes of the session's cookie. The name differs for each data folder: two checkouts on one host share cookies. */
export function sessionCookie() {
  const secure = env().FORMWORK_URL.startsWith('https:')
  const folder = createHash('sha256').update(env().FORMWORK_HOME).digest('hex').slice(0, 8)
  return {
    name: `${secure ? '__Host-' : ''}formwork-${folder}`,
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure } as const,
  }
}
