import { db, Prisma } from '#server/db.ts'

/** Which keys to remove for good. */
export interface KvPurge {
  namespaces: readonly string[]
  /** Also in namespaces below. */
  children: boolean
  /** `*` stands for any characters. */
  keyPattern?: string
  /** Leaves what still lives. */
  expiredOnly: boolean
}

/** Removes keys. @returns how many */
export async function purgeKeys({ namespaces, children, keyPattern, expiredOnly }: KvPurge): Promise<number> {
  if (namespaces.length === 0) return 0
  const places = namespaces.flatMap((name) => [
    Prisma.sql`namespace = ${name}`,
    ...(children ? [Prisma.sql`namespace LIKE ${`${escaped(name)}.%`}`] : []),
  ])
  const named = keyPattern === undefined ? '%' : escaped(keyPattern).replaceAll('*', '%')
  const expired = expiredOnly ? Prisma.sql`"expiresAt" <= ${new Date()}` : Prisma.sql`TRUE`
  return db.$executeRaw`
    DELETE FROM "KeyValue" WHERE (${Prisma.join(places, ' OR ')}) AND key LIKE ${named} AND ${expired}`
}

const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&')
