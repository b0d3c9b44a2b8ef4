import * as oidc from 'openid-client'
import { z } from 'zod'
import { configurationOf, redirectAddress } from './client.ts'
import type { Flow } from './flow.ts'
import type { Provider } from './settings.ts'
import { WrongAnswer } from './trouble.ts'

/** What a provider says of somebody, read and bounded. */
export interface Claims {
  issuer: string
  subject: string
  /** Lower case. */
  email?: string
  /** The provider's word whether it is theirs; undefined: it says nothing. */
  emailVerified?: boolean
  name?: string
  /** BCP 47, of the claim `locale`. */
  language?: string
  /** Values of the claim of groups that the settings name. */
  groups: string[]
  /** Mail address or subject of the manager. */
  manager?: string
  /** Whether they were asked for more than a password there. */
  multiFactor: boolean
}

type Raw = Readonly<Record<string, unknown>>

const mail = z.email().max(320)
const mostGroups = 2000

/** Control characters, halves of pairs, and what turns the direction of a text. */
const unseen = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu

function textOf(value: unknown, longest: number): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.slice(0, longest).replace(unseen, ' ').trim()
  return text === '' ? undefined : text
}

function mailOf(value: unknown): string | undefined {
  const read = mail.safeParse(typeof value === 'string' ? value.trim().toLowerCase() : value)
  return read.success ? read.data : undefined
}

function nameOf(raw: Raw): string | undefined {
  const whole = textOf(raw.name, 200)
  const parts = [textOf(raw.given_name, 100), textOf(raw.family_name, 100)].filter(Boolean)
  return whole ?? (parts.length > 0 ? parts.join(' ') : undefined)
}

/** `de_DE`, as some write it, and `de-DE` are the same. */
function languageOf(value: unknown): string | undefined {
  const wish = textOf(value, 20)?.replace('_', '-')
  return wish !== undefined && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(wish) ? wish : undefined
}

const textsOf = (value: unknown) =>
  (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string').slice(0, mostGroups)

/** The mail address comes with the word on it from the same place: one source never vouches for another's. */
function mailClaims(token: Raw, userinfo: Raw): Pick<Claims, 'email' | 'emailVerified'> {
  const [first, second] = [mailOf(token.email), mailOf(userinfo.email)]
  const source =
    first === undefined || (first === second && token.email_verified === undefined) ? userinfo : token
  const { email_verified: verified } = source
  return {
    email: mailOf(source.email),
    // only the plain word counts: some send the text "false"
    emailVerified: verified === undefined ? undefined : verified === true,
  }
}

/** Reads claims of the id token, and of the userinfo where the token leaves something out. */
export function readClaims(
  provider: Pick<Provider, 'groupsClaim' | 'managerClaim'>,
  token: Raw & { iss: string; sub: string },
  userinfo: Raw = {},
): Claims {
  const { groupsClaim, managerClaim } = provider
  const of = (claim: string) => (Object.hasOwn(token, claim) ? token[claim] : userinfo[claim])
  return {
    issuer: token.iss,
    subject: token.sub,
    ...mailClaims(token, userinfo),
    name: nameOf(token) ?? nameOf(userinfo),
    language: languageOf(token.locale) ?? languageOf(userinfo.locale),
    groups: groupsClaim === undefined ? [] : textsOf(of(groupsClaim)),
    manager: managerClaim === undefined ? undefined : textOf(of(managerClaim), 320),
    multiFactor: textsOf(token.amr).includes('mfa'),
  }
}

function leavesOut(token: Raw, { groupsClaim, managerClaim }: Provider): boolean {
  const wanted = ['email', 'email_verified', 'name', groupsClaim, managerClaim]
  return wanted.some((claim) => claim !== undefined && !Object.hasOwn(token, claim))
}

/**
 * Holds a provider's answer against the way that it ends, and exchanges its code: state, issuer, PKCE, and the token's signature,
 * issuer, audience, nonce and time.
 * @param search of the address that the provider sent the browser to
 * @throws what `troubleOf` reads
 */
export async function fetchClaims(provider: Provider, flow: Flow, search: string): Promise<Claims> {
  const configuration = await configurationOf(provider)
  const address = new URL(redirectAddress(provider))
  address.search = search
  const tokens = await oidc.authorizationCodeGrant(configuration, address, {
    expectedState: flow.state,
    expectedNonce: flow.nonce,
    pkceCodeVerifier: flow.verifier,
    idTokenExpected: true,
  })
  const token = tokens.claims()
  // 255 is the standard's bound; what looks otherwise could not be told from another
  if (!token || token.sub.length > 255 || textOf(token.sub, 255) !== token.sub)
    throw new WrongAnswer('It names nobody by which an account could be known.')
  const asks = configuration.serverMetadata().userinfo_endpoint !== undefined && leavesOut(token, provider)
  const userinfo = asks ? await oidc.fetchUserInfo(configuration, tokens.access_token, token.sub) : {}
  return readClaims(provider, token, userinfo)
}
