import * as oidc from 'openid-client'
import { AppError } from '#server/errors.ts'
import { env } from '#server/env.ts'
import { guardedFetch } from '#server/http/guarded-fetch.ts'
import type { Provider } from './settings.ts'
import { WrongAnswer } from './trouble.ts'

/** What a provider says of itself is asked for again after this. */
const keptMs = 10 * 60 * 1000
const timeoutSeconds = 5

/** The providers of the settings, as these name them. */
export function providers(): readonly Provider[] {
  return env().FORMWORK_OIDC
}

/** @throws AppError `not-found` */
export function providerOf(id: string): Provider {
  const found = providers().find((one) => one.id === id)
  if (!found) throw new AppError('not-found', 'There is no such provider of single sign-on.')
  return found
}

/** The provider whose accounts carry this issuer; undefined: the settings name it no longer. */
export function providerOfIssuer(issuer: string): Provider | undefined {
  return providers().find((one) => sameAddress(one.issuer, issuer))
}

function sameAddress(one: string, other: string): boolean {
  return URL.canParse(other) && new URL(one).href === new URL(other).href
}

/** Where the provider sends people back to: one address for each, so that no answer is taken for another's. */
export function redirectAddress({ id }: Provider): string {
  return new URL(`/api/auth/single-sign-on/${id}/callback`, env().FORMWORK_URL).href
}

/** By the way that the provider takes; without a word from it the header, as the standard says. */
function authentication({ clientSecret }: Provider): oidc.ClientAuth {
  if (clientSecret === undefined) return oidc.None()
  const [inHeader, inBody] = [oidc.ClientSecretBasic(clientSecret), oidc.ClientSecretPost(clientSecret)]
  return (server, ...rest) => {
    const { token_endpoint_auth_methods_supported: ways = ['client_secret_basic'] } = server
    const way = ways.includes('client_secret_basic') ? inHeader : inBody
    way(server, ...rest)
  }
}

/** Where the settings send us, we go; where the provider sends us on, only if it is public. */
export function fetchFor({ issuer }: Provider): ReturnType<typeof guardedFetch> {
  return guardedFetch(new URL(issuer).hostname)
}

/** Asks the provider about itself. @throws what `troubleOf` reads */
export async function discover(provider: Provider): Promise<oidc.Configuration> {
  const { issuer, clientId } = provider
  const insecure = issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : []
  const found = await oidc.discovery(new URL(issuer), clientId, undefined, authentication(provider), {
    algorithm: 'oidc',
    timeout: timeoutSeconds,
    [oidc.customFetch]: fetchFor(provider),
    // a signature is looked at although the token comes from the provider itself
    execute: [...insecure, oidc.enableNonRepudiationChecks],
  })
  if (sameAddress(issuer, found.serverMetadata().issuer)) return found
  throw new WrongAnswer(
    `It calls itself ${found.serverMetadata().issuer.slice(0, 200)}: the settings name another issuer.`,
  )
}

const known = new WeakMap<Provider, { until: number; found: Promise<oidc.Configuration> }>()

/** How to talk to a provider; its own word is kept for some minutes. @throws what `troubleOf` reads */
export async function configurationOf(provider: Provider): Promise<oidc.Configuration> {
  const kept = known.get(provider)
  const found = kept && kept.until > Date.now() ? kept.found : discover(provider)
  if (found !== kept?.found) known.set(provider, { until: Date.now() + keptMs, found })
  try {
    return await found
  } catch (error) {
    if (known.get(provider)?.found === found) known.delete(provider)
    throw error
  }
}
