import type { Prisma } from '#server/db.ts'

/** Kestra's kinds of actions that there are here, by the ends of ours: `flow:delete` is a DELETE. */
const verbs = {
  READ: ['export', 'read'],
  CREATE: ['create'],
  DELETE: ['delete', 'purge', 'revoke'],
} as const
const signIn = 'session:open'
const signOut = 'session:close'

/**
 * Reads that are written down, all of them: what is another's (where they are signed in, which tokens they have, the files of a
 * request of which the reader is neither requester nor decider), names of secrets asked for by the API, and what leaves in bulk or
 * as evidence.
 * Values of keys are what flows work with all day: who may read them is said by `kv:read`, and nothing secret belongs there.
 */
export const sensitiveReads = [
  'audit:export',
  'user:export',
  'request:export',
  'evidence:export',
  'session:read',
  'token:read',
  'secret:read',
  'file:read',
] as const
export type SensitiveRead = (typeof sensitiveReads)[number]

export const actionTypes = [
  'READ',
  'CREATE',
  'UPDATE',
  'DELETE',
  'LOGIN',
  'LOGOUT',
  'IMPERSONATE',
  'LOGIN_FAILURE',
  'ACCOUNT_LOCKED',
  'UNKNOWN',
] as const
export type ActionType = (typeof actionTypes)[number]

/** Kestra's kind of an action. */
export function typeOf(action: string, refused: boolean): ActionType {
  if (action === signIn) return refused ? 'LOGIN_FAILURE' : 'LOGIN'
  if (action === signOut) return 'LOGOUT'
  const verb = action.slice(action.indexOf(':') + 1)
  const found = Object.entries(verbs).find(([, names]) => (names as readonly string[]).includes(verb))
  return (found?.[0] as ActionType | undefined) ?? 'UPDATE'
}

/** The entries of a kind. */
export function whereType(type: ActionType): Prisma.AuditEntryWhereInput {
  const ends = (names: readonly string[]) => ({
    OR: names.map((name) => ({ action: { endsWith: `:${name}` } })),
  })
  switch (type) {
    case 'LOGIN':
      return { action: signIn, refused: false }
    case 'LOGIN_FAILURE':
      return { action: signIn, refused: true }
    case 'LOGOUT':
      return { action: signOut }
    case 'READ':
    case 'CREATE':
    case 'DELETE':
      return ends(verbs[type])
    case 'UPDATE':
      return { NOT: [ends(Object.values(verbs).flat()), { action: { in: [signIn, signOut] } }] }
    default:
      // nobody acts as another here, and what locks an account is no entry
      return { id: { in: [] } }
  }
}

const resources = {
  app: 'APP',
  approval: 'APP_EXECUTION',
  audit: 'AUDITLOG',
  execution: 'EXECUTION',
  flow: 'FLOW',
  group: 'GROUP',
  kv: 'KVSTORE',
  namespace: 'NAMESPACE',
  'namespace-file': 'NAMESPACE_FILE',
  person: 'USER',
  request: 'APP_EXECUTION',
  role: 'ROLE',
  secret: 'SECRET',
  'service-account': 'SERVICE_ACCOUNT',
  token: 'CREDENTIAL',
  trigger: 'TRIGGER',
} as const

/** Kestra's name of a kind of subject. */
export function resourceOf(subjectType: string): string {
  return (resources as Readonly<Record<string, string>>)[subjectType] ?? 'UNKNOWN'
}

/** Our kinds of subject that Kestra calls so. */
export function subjectsOf(resource: string): string[] {
  return Object.entries(resources).flatMap(([subject, name]) => (name === resource ? [subject] : []))
}
