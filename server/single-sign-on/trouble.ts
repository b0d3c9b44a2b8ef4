import * as oidc from 'openid-client'
import { RefusedAddress } from '#server/http/agent.ts'

/** What a provider says is well formed and yet not to be taken; the message is for who administers. */
export class WrongAnswer extends Error {}

/** What went wrong with a provider. */
export interface Trouble {
  /** `unreachable`: no answer, or none that helps; `cancelled`: the person did not want to, or may not; `refused`: all else. */
  kind: 'unreachable' | 'cancelled' | 'refused'
  /** For who administers: what, without anything secret. */
  message: string
}

const unreachable = (message: string): Trouble => ({ kind: 'unreachable', message })
const refused = (message: string): Trouble => ({ kind: 'refused', message })

/** Names of the network's and of certificates' troubles are capitals; anything else is not shown. */
function networkCode({ cause }: Error): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return /^[A-Z_0-9]{3,60}$/.test(code) ? ` (${code})` : ''
}

const words: Readonly<Record<string, Trouble>> = {
  OAUTH_TIMEOUT: unreachable('It did not answer in time.'),
  OAUTH_RESPONSE_IS_NOT_JSON: unreachable('It answered with something else than JSON.'),
  OAUTH_PARSE_ERROR: unreachable('It answered with something that cannot be read.'),
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: refused('It calls itself by another issuer than the settings do.'),
  OAUTH_JWT_CLAIM_COMPARISON_FAILED: refused(
    'Its token is not the one that was asked for: issuer, audience or nonce differ.',
  ),
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: refused('Its token has expired, or the clocks differ.'),
  OAUTH_KEY_SELECTION_FAILED: refused('Its token is signed with none of its keys.'),
  OAUTH_HTTP_REQUEST_FORBIDDEN: refused('It names an address without https.'),
}

function wordsOf(error: oidc.ClientError): Trouble {
  const { code = '', cause } = error
  if (code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' && cause instanceof Response)
    return unreachable(`It answered ${cause.status}.`)
  return words[code] ?? refused(`What it answered is not right (${code || 'unknown'}).`)
}

/** Whether the guard refused the address, itself or as the reason why a call failed. */
function refusedAddress(error: unknown): boolean {
  return error instanceof RefusedAddress || (error instanceof Error && error.cause instanceof RefusedAddress)
}

/** Reads what `openid-client` throws. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof WrongAnswer) return refused(error.message)
  if (error instanceof oidc.AuthorizationResponseError)
    return error.error === 'access_denied'
      ? { kind: 'cancelled', message: 'It was cancelled there.' }
      : refused(`It refused the sign-in (${nameOf(error.error)}).`)
  if (error instanceof oidc.ResponseBodyError)
    return refused(`It did not take what we sent (${nameOf(error.error)}).`)
  if (error instanceof RangeError) return unreachable('Its answer is too long.')
  if (refusedAddress(error))
    return unreachable('It names an address that is private. FORMWORK_HTTP_ALLOW can allow it.')
  if (error instanceof oidc.ClientError) return wordsOf(error)
  if (error instanceof TypeError) return unreachable(`It cannot be reached${networkCode(error)}.`)
  return refused('What it answered is not right.')
}

/** What a provider calls its error is its own text: only what looks like a name is repeated. */
function nameOf(error: string): string {
  return /^[\w.-]{1,60}$/.test(error) ? error : 'unknown'
}
