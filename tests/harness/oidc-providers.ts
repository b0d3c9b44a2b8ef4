import { afterAll } from 'vitest'
import { startOidcServer, type OidcServer } from './oidc-server.ts'

/** Two providers that the settings of a test name: `company` is trusted and maps groups, `guests` is neither; `gone` is down. */
export interface OidcProviders {
  company: OidcServer
  guests: OidcServer
  /** Makes somebody whom both know, and signs them in there. */
  account(claims?: Record<string, unknown>): { sub: string; email: string }
}

const site = 'http://localhost:3000'
const startFor = (id: string) => startOidcServer([`${site}/api/auth/single-sign-on/${id}/callback`])

/** Starts them before the settings are read, and stops them after the file's tests. */
export async function startOidcProviders(): Promise<OidcProviders> {
  const [company, guests, gone] = [
    await startFor('company'),
    await startFor('guests'),
    await startFor('gone'),
  ]
  await gone.stop()
  const common = { clientId: company.clientId, clientSecret: company.clientSecret }
  process.env.FORMWORK_OIDC = JSON.stringify([
    {
      ...common,
      id: 'company',
      name: 'Company',
      issuer: company.issuer,
      trusted: true,
      groupsClaim: 'groups',
      groups: {
        'dept-fin': 'finance',
        'dept-ops': 'operations',
        'dept-none': 'nowhere',
        'dept-adm': 'admins',
      },
      managerClaim: 'boss',
    },
    { ...common, id: 'guests', name: 'Guests', issuer: guests.issuer, domains: ['guest.example'] },
    { ...common, id: 'gone', name: 'Gone', issuer: gone.issuer },
  ])
  afterAll(async () => {
    await company.stop()
    await guests.stop()
  })
  let counter = 0
  function account(claims: Record<string, unknown> = {}) {
    const sub = `sub-${++counter}`
    const email = `${sub}@company.example`
    const made = { sub, email, email_verified: true, name: `Name of ${sub}`, ...claims }
    for (const one of [company, guests]) {
      one.accounts.set(sub, made)
      one.as = sub
      one.amr = undefined
    }
    return made
  }
  return { company, guests, account }
}
