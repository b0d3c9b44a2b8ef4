import type { Configuration } from 'openid-client'
import { z } from 'zod'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { db } from '#server/db.ts'
import { demand } from '#server/people/can.ts'
import { discover, fetchFor, providerOf } from './client.ts'
import type { Provider } from './settings.ts'
import { troubleOf } from './trouble.ts'
import type { ProviderCheck } from './view.ts'

const timeoutMs = 5000
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string(), use: z.string().optional() })) })

type Check = Omit<ProviderCheck, 'check'>

async function checkKeys(provider: Provider, configuration: Configuration): Promise<Check> {
  const { jwks_uri: address } = configuration.serverMetadata()
  if (address === undefined) return { outcome: 'failed', message: 'It does not say where its keys are.' }
  const open = !address.startsWith('https:') && configuration.serverMetadata().issuer.startsWith('https:')
  if (open) return { outcome: 'failed', message: 'It names an address without https for its keys.' }
  try {
    const response = await fetchFor(provider)(address, { signal: AbortSignal.timeout(timeoutMs) })
    if (!response.ok)
      return { outcome: 'failed', message: `Asked for its keys it answered ${response.status}.` }
    const text = await response.text()
    const read = keySet.safeParse(JSON.parse(text))
    const count = read.success ? read.data.keys.filter(({ use }) => use !== 'enc').length : 0
    return count > 0
      ? { outcome: 'passed', message: `It has ${count === 1 ? 'one key' : `${count} keys`} to sign with.` }
      : { outcome: 'failed', message: 'It publishes no key that signs tokens.' }
  } catch (error) {
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError'
    const message = timedOut
      ? 'It did not answer in time.'
      : error instanceof SyntaxError
        ? 'What it answers is no JSON.'
        : troubleOf(error).message
    return { outcome: 'failed', message: `Asked for its keys: ${message}` }
  }
}

/** Some take the proof key and do not say so: that alone is no failure. */
function checkProofKey(configuration: Configuration): Check {
  const ways = configuration.serverMetadata().code_challenge_methods_supported
  if (ways?.includes('S256')) return { outcome: 'passed', message: 'It takes the proof key (PKCE, S256).' }
  return ways === undefined
    ? {
        outcome: 'doubtful',
        message:
          'It does not say whether it takes the proof key (PKCE, S256). We send it with every sign-in.',
      }
    : { outcome: 'failed', message: 'It does not take the proof key as we send it (PKCE, S256).' }
}

async function checksOf(id: string): Promise<ProviderCheck[]> {
  const provider = providerOf(id)
  let configuration: Configuration
  try {
    configuration = await discover(provider)
  } catch (error) {
    return [{ check: 'description', outcome: 'failed', message: troubleOf(error).message }]
  }
  return [
    {
      check: 'description',
      outcome: 'passed',
      message: `It calls itself ${provider.issuer}, as the settings do.`,
    },
    { check: 'keys', ...(await checkKeys(provider, configuration)) },
    { check: 'proof-key', ...checkProofKey(configuration) },
  ]
}

/**
 * Asks a provider for its description and its keys, now, and says in words what is wrong with them. Nobody is signed in by it.
 * @throws AppError `forbidden`, `not-found`
 */
export async function testProvider(actor: Actor, id: string): Promise<{ checks: ProviderCheck[] }> {
  demand(actor, 'system:read')
  const checks = await checksOf(id)
  await audit(db, actor, {
    action: 'single-sign-on:test',
    subjectType: 'single-sign-on',
    subjectId: id,
    after: { failed: checks.filter(({ outcome }) => outcome === 'failed').map(({ check }) => check) },
  })
  return { checks }
}
