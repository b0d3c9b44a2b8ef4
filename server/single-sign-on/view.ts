/** An account at a provider, as the person and administrators see it. Instants are ISO 8601 in UTC. */
export interface IdentityView {
  id: string
  /** Absent: the settings name the provider no longer, and nobody signs in by it. */
  provider?: { id: string; name: string }
  issuer: string
  /** What the provider called their mail address the last time. */
  email?: string
  linkedAt: string
  lastUsedAt?: string
}

/** How one signs in besides the password. */
export interface OwnIdentities {
  identities: IdentityView[]
  /** Providers that one can link an account of. */
  providers: { id: string; name: string }[]
  hasPassword: boolean
  /** Whether one has signed in a moment ago: then linking asks for no password. */
  recent: boolean
}

/** A provider as administrators see it: all of its settings but the secret. */
export interface ProviderView {
  id: string
  name: string
  issuer: string
  clientId: string
  /** To be registered at the provider. */
  redirectAddress: string
  trusted: boolean
  signUp: boolean
  scopes: string
  /** Mail domains of those who may sign up; absent: all. */
  domains?: string[]
  groupsClaim?: string
  /** What a value of that claim stands for. */
  groups: { value: string; group: string; exists: boolean }[]
  managerClaim?: string
  /** Active people with an account there. */
  people: number
}

/** One thing that was tried with a provider. */
export interface ProviderCheck {
  check: 'description' | 'keys' | 'proof-key'
  outcome: 'passed' | 'doubtful' | 'failed'
  /** What was seen, in words. */
  message: string
}
