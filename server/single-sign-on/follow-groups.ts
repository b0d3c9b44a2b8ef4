import { audit } from '#server/audit/record.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { log } from '#server/log.ts'
import { demandAdmin, lockAdmins } from '#server/roles/last-admin.ts'
import type { Doer } from './account.ts'
import type { Following } from './follow-claims.ts'
import type { Provider } from './settings.ts'

const named = new Set<string>()

/** A group that is not there is not made: the settings are told of it once. */
function nameMissing({ id }: Provider, slugs: readonly string[]): void {
  for (const slug of slugs) {
    const key = `${id} ${slug}`
    if (named.has(key)) continue
    named.add(key)
    log().warn({ provider: id, group: slug }, 'FORMWORK_OIDC names a group that there is not')
  }
}

/** The groups that the settings give for the claims' values. */
async function wantedGroups(tx: Tx, { provider, claims }: Following): Promise<Set<string>> {
  const slugs = [
    ...new Set(
      claims.groups.flatMap((value) =>
        Object.hasOwn(provider.groups, value) ? [provider.groups[value]] : [],
      ),
    ),
  ].filter((slug) => slug !== undefined)
  const rows = await tx.group.findMany({ where: { slug: { in: slugs } }, select: { id: true, slug: true } })
  nameMissing(
    provider,
    slugs.filter((slug) => !rows.some((row) => row.slug === slug)),
  )
  return new Set(rows.map(({ id }) => id))
}

/** Whether a person's leaving left nobody who administers: the group then makes administrators, and they were the last. */
async function leavesNoAdmin(tx: Tx, groupId: string): Promise<boolean> {
  if ((await tx.roleBinding.count({ where: { groupId, role: 'admin', namespace: null } })) === 0) return false
  try {
    await demandAdmin(tx)
    return false
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return true
  }
}

/** Takes memberships back that came by a provider. Without its last administrator the product could not be helped: that one stays. */
async function leave(
  tx: Tx,
  doer: Doer,
  { personId, source, groupIds }: { personId: string; source: string; groupIds: readonly string[] },
): Promise<void> {
  for (const groupId of groupIds) {
    const row = await tx.groupMember.delete({ where: { groupId_personId: { groupId, personId } } })
    if (await leavesNoAdmin(tx, groupId)) {
      await tx.groupMember.create({ data: row })
      log().warn(
        { personId, groupId },
        'The last administrator stays in a group that the provider no longer names',
      )
      continue
    }
    await audit(tx, doer, {
      action: 'group:members',
      subjectType: 'group',
      subjectId: groupId,
      before: { personId, owner: row.owner, source },
    })
  }
}

/**
 * Puts a person into the groups that the provider's claims stand for, and out of those that it put them into and names no more.
 * What somebody did by hand stays, and a claim makes nobody an owner.
 */
export async function followGroups(tx: Tx, doer: Doer, following: Following): Promise<void> {
  const { claims, personId } = following
  const source = claims.issuer
  const wanted = await wantedGroups(tx, following)
  const there = await tx.groupMember.findMany({ where: { personId } })
  const come = [...wanted].filter((id) => !there.some(({ groupId }) => groupId === id))
  const gone = there.filter((row) => row.source === source && !wanted.has(row.groupId))
  if (gone.length > 0) {
    await lockAdmins(tx)
    await leave(tx, doer, { personId, source, groupIds: gone.map(({ groupId }) => groupId) })
  }
  await tx.groupMember.createMany({
    data: come.map((groupId) => ({ groupId, personId, source })),
    skipDuplicates: true,
  })
  for (const groupId of come)
    await audit(tx, doer, {
      action: 'group:members',
      subjectType: 'group',
      subjectId: groupId,
      after: { personId, owner: false, source },
    })
}

/** Takes all memberships back that came by an issuer. The caller holds `lockAdmins`. */
export async function leaveGroupsOf(
  tx: Tx,
  doer: Doer,
  { personId, issuer }: { personId: string; issuer: string },
): Promise<void> {
  const rows = await tx.groupMember.findMany({
    where: { personId, source: issuer },
    select: { groupId: true },
  })
  await leave(tx, doer, { personId, source: issuer, groupIds: rows.map(({ groupId }) => groupId) })
}
