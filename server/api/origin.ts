import { env } from '#server/env.ts'
import { AppError } from '#server/errors.ts'

/** Header that only a script of our own pages can send: another site's would need our leave (CORS) first. */
export const csrfHeader = 'x-formwork-csrf'

/** Whether a browser says that another site made it send this. Programs that are no browsers say nothing. */
export function isForeign(request: Request): boolean {
  const origin = request.headers.get('origin')
  if (origin !== null) {
    if (origin === new URL(env().FORMWORK_URL).origin) return false
    return !URL.canParse(origin) || new URL(origin).host !== request.headers.get('host')
  }
  const site = request.headers.get('sec-fetch-site')
  return site === 'cross-site' || site === 'same-site'
}

/**
 * Lets a change by cookie pass only with the header and from our own origin. A call with `Authorization` needs neither:
 * no browser adds that by itself.
 * @throws AppError `forbidden`
 */
export function demandOwnOrigin(request: Request): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return
  if (request.headers.has('authorization')) return
  if (isForeign(request) || !request.headers.has(csrfHeader)) {
    throw new AppError(
      'forbidden',
      `A change with the session's cookie needs the header ${csrfHeader}: 1 and our own origin.`,
    )
  }
}
