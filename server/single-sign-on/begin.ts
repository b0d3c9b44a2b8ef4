import * as oidc from 'openid-client'
import { configurationOf, providerOf, redirectAddress } from './client.ts'
import { sealFlow, type Flow } from './flow.ts'

/** What a browser is sent away with. */
export interface Begun {
  /** Address of the provider. */
  url: string
  /** For the cookie that binds the answer to this browser. */
  token: string
}

/**
 * Begins the way to a provider: with state, nonce and PKCE.
 * @throws AppError `not-found` for an unknown provider; what `troubleOf` reads
 */
export async function beginFlow(
  providerId: string,
  { next, linkFor }: Pick<Flow, 'next' | 'linkFor'>,
): Promise<Begun> {
  const provider = providerOf(providerId)
  const configuration = await configurationOf(provider)
  const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()]
  const url = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectAddress(provider),
    scope: provider.scopes,
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  const token = sealFlow({
    provider: provider.id,
    state,
    nonce,
    verifier,
    next: next.slice(0, 1000),
    linkFor,
  })
  return { url: url.href, token }
}
