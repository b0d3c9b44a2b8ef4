import { db } from '#server/db.ts'

const dayMs = 24 * 60 * 60 * 1000

/** Removes who came and asked for nothing within a week. @returns how many */
export async function purgeGuests(now: Date): Promise<number> {
  const old = await db.guest.findMany({
    where: {
      createdAt: { lt: new Date(now.getTime() - 7 * dayMs) },
      person: { requests: { none: {} }, uploads: { none: {} } },
    },
    select: { personId: true },
    take: 500,
  })
  const { count } = await db.person.deleteMany({
    where: { id: { in: old.map(({ personId }) => personId) }, kind: 'guest' },
  })
  return count
}
