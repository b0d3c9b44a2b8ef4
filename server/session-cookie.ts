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

/** A cookie of ours beside the session's where `suffix` says so; an empty value ends it. */
export function cookieLine(suffix: string, value: string, seconds: number): string {
  const { name, options } = sessionCookie()
  const age = value === '' ? 0 : seconds
  return `${name}${suffix}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${age}${options.secure ? '; Secure' : ''}`
}

/** Value of such a cookie in a call; undefined: it has none. */
export function cookieOf(from: Headers, suffix = ''): string | undefined {
  const name = sessionCookie().name + suffix
  for (const part of (from.get('cookie') ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=')
    if (key === name) return value.join('=')
  }
  return undefined
}
