import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'

/** Changes of managers wait for each other until the transaction ends, as two that are right alone may make a ring together. */
export async function lockManagers(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('managers'))`
}

/**
 * That a person can have this manager: somebody who is there, and who is not below them.
 * @throws AppError `invalid`
 */
export async function demandManager(tx: Tx, personId: string, managerId: string): Promise<void> {
  await lockManagers(tx)
  const manager = await tx.person.findFirst({
    where: { id: managerId, kind: 'person' },
    select: { name: true },
  })
  if (!manager) throw wrong('There is no such person to be the manager.')
  if (managerId === personId) throw wrong('Nobody is their own manager.')
  const above = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE up AS (
      SELECT id, "managerId" FROM "Person" WHERE id = ${managerId}
      UNION SELECT p.id, p."managerId" FROM "Person" p JOIN up ON p.id = up."managerId")
    SELECT id FROM up WHERE id = ${personId}`
  if (above.length > 0)
    throw wrong(`${manager.name} is below this person already: managers would go round in a circle.`)
}

function wrong(message: string): AppError {
  return new AppError('invalid', message, { details: [{ path: 'managerId', message }] })
}
