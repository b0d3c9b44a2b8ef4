import { db, type Prisma, type Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import type { ServiceAccount } from './view.ts'

/** What is read of a service account: it is a person of another kind, who never signs in. */
export const accountColumns = {
  id: true,
  name: true,
  description: true,
  createdAt: true,
  roleBindings: {
    select: { role: true, namespace: true, customRole: { select: { name: true } } },
    orderBy: [{ role: 'asc' }, { namespace: { sort: 'asc', nulls: 'first' } }],
  },
  memberships: {
    select: { group: { select: { id: true, name: true } } },
    orderBy: { group: { name: 'asc' } },
  },
  tokens: { select: { lastUsedAt: true } },
} as const satisfies Prisma.PersonSelect

/** Those that are there: a deleted one leaves its name to the audit and to what it started. */
export const accountWhere = {
  kind: 'service-account',
  active: true,
} as const satisfies Prisma.PersonWhereInput

/** A row as the API shows it. */
export function toAccount(row: Prisma.PersonGetPayload<{ select: typeof accountColumns }>): ServiceAccount {
  const used = row.tokens.flatMap(({ lastUsedAt }) => lastUsedAt?.toISOString() ?? [])
  const superAdmin = row.roleBindings.some(({ role, namespace }) => role === 'admin' && namespace === null)
  return {
    id: row.id,
    name: row.name,
    username: row.name,
    displayName: row.name,
    description: row.description,
    groups: row.memberships.map(({ group }) => group),
    tenants: [{ id: 'main', name: 'main' }],
    superAdmin,
    instanceOwner: superAdmin,
    roles: row.roleBindings.map(({ role, namespace, customRole }) => ({
      role,
      ...(customRole ? { name: customRole.name } : {}),
      ...(namespace === null ? {} : { namespace }),
    })),
    tokenCount: row.tokens.length,
    lastUsed: used.sort().at(-1),
    createdAt: row.createdAt.toISOString(),
  }
}

/** @throws AppError `not-found` */
export async function readAccount(id: string, tx: Tx = db): Promise<ServiceAccount> {
  const row = await tx.person.findFirst({ where: { id, ...accountWhere }, select: accountColumns })
  if (!row) throw new AppError('not-found', 'There is no such service account.')
  return toAccount(row)
}
