import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'

/** Lets one transaction at a time take rights away: two that each leave the other's administrator would leave none. */
export async function lockAdmins(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('administrators'))`
}

/** Somebody must be left who can let people in. @throws AppError `conflict` */
export async function demandAdmin(tx: Tx): Promise<void> {
  const everywhere = { some: { role: 'admin', namespace: null } }
  const left = await tx.person.count({
    where: {
      active: true,
      kind: 'person',
      OR: [{ roleBindings: everywhere }, { memberships: { some: { group: { roleBindings: everywhere } } } }],
    },
  })
  if (left === 0)
    throw new AppError(
      'conflict',
      'Nobody would be left who administers the product: make somebody else an administrator first.',
    )
}
