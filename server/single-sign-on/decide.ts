import type { Claims } from './claims.ts'
import type { Provider } from './settings.ts'

/** A person as the rules look at them. */
export interface Candidate {
  id: string
  kind: string
  active: boolean
  demo: boolean
}

/** Somebody who has the mail address that the provider names. */
export interface MailCandidate extends Candidate {
  /** Whether all that says that the address is theirs is the word of providers that are not trusted. */
  unproven: boolean
}

/** What is known of an account that somebody comes with. */
export interface Known {
  /** Whose it is already. */
  owner?: Candidate
  byMail?: MailCandidate
}

/** Why somebody is not let in. */
export type Refusal =
  'refused' | 'inactive' | 'not-linked' | 'no-mail' | 'not-verified' | 'domain' | 'no-sign-up'

export type Decision =
  | { do: 'enter'; personId: string }
  | { do: 'link'; personId: string }
  | { do: 'sign-up'; email: string }
  | { do: 'refuse'; why: Refusal; personId?: string }

const refuse = (why: Refusal, personId?: string): Decision => ({ do: 'refuse', why, personId })

/** Why nobody comes in as this person by single sign-on; undefined: they may. */
export function barred({ kind, active, demo }: Candidate): Refusal | undefined {
  // a program has tokens, and a demo person is anybody's
  if (kind !== 'person' || demo) return 'refused'
  return active ? undefined : 'inactive'
}

function ofDomain(email: string, domains: readonly string[] | undefined): boolean {
  return domains === undefined || domains.includes(email.slice(email.lastIndexOf('@') + 1))
}

function decideByMail(provider: Provider, claims: Claims, person: MailCandidate): Decision {
  const bar = barred(person)
  if (bar) return refuse(bar, person.id)
  const proven = provider.trusted && claims.emailVerified === true && !person.unproven
  return proven ? { do: 'link', personId: person.id } : refuse('not-linked', person.id)
}

function decideSignUp(provider: Provider, claims: Claims): Decision {
  const { email, emailVerified } = claims
  if (!provider.signUp) return refuse('no-sign-up')
  if (email === undefined) return refuse('no-mail')
  // some providers never say; from one that is trusted their silence is enough to begin an account, though not to take one over
  if (emailVerified !== true && !(provider.trusted && emailVerified === undefined))
    return refuse('not-verified')
  return ofDomain(email, provider.domains) ? { do: 'sign-up', email } : refuse('domain')
}

/** Who it is that a provider sends, and whether they come in: the one place of these rules. */
export function decide(provider: Provider, claims: Claims, { owner, byMail }: Known): Decision {
  if (owner) {
    const bar = barred(owner)
    return bar ? refuse(bar, owner.id) : { do: 'enter', personId: owner.id }
  }
  return byMail ? decideByMail(provider, claims, byMail) : decideSignUp(provider, claims)
}
