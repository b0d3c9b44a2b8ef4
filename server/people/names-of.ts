import { db } from '#server/db.ts'

/** What people call groups and people that a flow names: by slug, id and mail, in lower case. */
export async function namesOf(asked: readonly string[]): Promise<Map<string, string>> {
  if (asked.length === 0) return new Map()
  const keys = [...new Set(asked)]
  const [groups, people] = await Promise.all([
    db.group.findMany({ where: { slug: { in: keys } }, select: { slug: true, name: true } }),
    db.person.findMany({
      where: { OR: [{ id: { in: keys } }, { email: { in: keys.map((key) => key.toLowerCase()) } }] },
      select: { id: true, email: true, name: true },
    }),
  ])
  return new Map([
    ...people.flatMap(({ id, email, name }) => [[id.toLowerCase(), name] as const, [email, name] as const]),
    ...groups.map(({ slug, name }) => [slug.toLowerCase(), name] as const),
  ])
}
