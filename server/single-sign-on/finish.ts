import { openSession } from '#server/people/sessions.ts'
import { log } from '#server/log.ts'
import type { Place } from '#server/people/devices.ts'
import { countAttempt } from '#server/people/sign-in-limits.ts'
import { hasSecondFactor } from '#server/second-factor/get.ts'
import { interimToken } from '#server/second-factor/interim.ts'
import { fetchClaims, type Claims } from './claims.ts'
import { providerOf } from './client.ts'
import type { Refusal } from './decide.ts'
import { enter } from './enter.ts'
import type { Flow } from './flow.ts'
import type { Provider } from './settings.ts'
import { troubleOf, type Trouble } from './trouble.ts'

/** Why nothing came of the way to a provider. */
export type Failure = Refusal | Trouble['kind']

/** What a provider has sent the browser back with. */
export interface Answer {
  flow: Flow
  /** Of the address that it came back to. */
  search: string
  place: Place
}

/**
 * What the provider says of who came back, or why that is nothing.
 * @throws AppError `not-found` where the settings name it no longer, `too-many`
 */
export async function claimsOf({
  flow,
  search,
  place,
}: Answer): Promise<{ provider: Provider; claims: Claims } | { failed: Failure }> {
  const provider = providerOf(flow.provider)
  const attempt = await countAttempt(`single sign-on ${flow.state}`, place.address)
  try {
    const claims = await fetchClaims(provider, flow, search)
    await attempt.succeeded()
    return { provider, claims }
  } catch (error) {
    const { kind, message } = troubleOf(error)
    if (kind !== 'cancelled') log().warn({ provider: provider.id, why: message }, 'Single sign-on failed')
    return { failed: kind }
  }
}

/**
 * Ends the way to a provider with a sign-in: a session, or, where the person has a second factor, the token for that step.
 * @throws AppError as `claimsOf`
 */
export async function finishSignIn(
  answer: Answer,
): Promise<{ sessionId: string } | { interim: string } | { failed: Failure }> {
  const read = await claimsOf(answer)
  if ('failed' in read) return read
  const { provider, claims } = read
  const entered = await enter({ provider, claims, place: answer.place })
  if ('refused' in entered) return { failed: entered.refused }
  const { personId, identityId } = entered
  // a trusted provider that has asked for more than a password has done the second step
  const asked = provider.trusted && claims.multiFactor
  if (!asked && (await hasSecondFactor(personId)))
    return { interim: interimToken({ personId, identityId, provider: provider.id }) }
  return { sessionId: await openSession(personId, answer.place, provider.id) }
}
