import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { demand } from '#server/people/can.ts'
import { providerOfIssuer, providers, redirectAddress } from './client.ts'
import type { ProviderView } from './view.ts'

/** How many active people have an account at each provider, by its id. */
async function countPeople(): Promise<Map<string, number>> {
  const rows = await db.identity.findMany({
    where: { person: { active: true } },
    distinct: ['issuer', 'personId'],
    select: { issuer: true },
  })
  const counts = new Map<string, number>()
  for (const { issuer } of rows) {
    const id = providerOfIssuer(issuer)?.id
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}

/** The providers of single sign-on that the settings name, without their secrets. @throws AppError `forbidden` */
export async function listProviders(actor: Actor): Promise<ProviderView[]> {
  demand(actor, 'system:read')
  const slugs = providers().flatMap(({ groups }) => Object.values(groups))
  const [counts, groups] = await Promise.all([
    countPeople(),
    db.group.findMany({ where: { slug: { in: slugs } }, select: { slug: true } }),
  ])
  const there = new Set(groups.map(({ slug }) => slug))
  return providers().map(({ clientSecret: _, ...provider }) => ({
    ...provider,
    redirectAddress: redirectAddress(provider),
    groups: Object.entries(provider.groups).map(([value, group]) => ({
      value,
      group,
      exists: there.has(group),
    })),
    people: counts.get(provider.id) ?? 0,
  }))
}
