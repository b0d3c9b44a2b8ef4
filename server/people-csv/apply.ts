import { randomBytes } from 'node:crypto'
import type { Actor } from '#server/actor.ts'
import { auditEach, type AuditEvent } from '#server/audit/record.ts'
import type { Tx } from '#server/db.ts'
import { grantKey } from '#server/people/grant-key.ts'
import { isReadyRole } from '#server/people/ready-roles.ts'
import type { Known } from './known.ts'
import type { Planned } from './plan.ts'

/** Writes what the rows say in the caller's transaction, which holds the locks of administrators and managers. */
export async function applyPlan(
  tx: Tx,
  actor: Actor,
  { planned, known }: { planned: readonly Planned[]; known: Known },
): Promise<void> {
  const written = planned.filter(({ row }) => row.what === 'new' || row.what === 'changed')
  await writePeople(tx, written)
  await writeManagers(tx, written)
  await writeRoles(tx, written)
  await writeGroups(tx, written, known)
  // at the return too: what came to be while they left must not come alive with them
  const moved = written.flatMap(({ id, before, wanted }) =>
    before && before.active !== wanted.active ? [id] : [],
  )
  await tx.session.deleteMany({ where: { personId: { in: moved } } })
  await tx.apiToken.deleteMany({ where: { personId: { in: moved } } })
  await auditEach(tx, actor, written.map(eventOf))
}

function eventOf({ id, row }: Planned): AuditEvent {
  const isNew = row.what === 'new'
  const cells = (of: 'before' | 'after') =>
    Object.fromEntries(row.changes.map((change) => [change.column, change[of] ?? '']))
  return {
    action: isNew ? 'user:create' : 'user:write',
    subjectType: 'person',
    subjectId: id,
    before: isNew ? undefined : cells('before'),
    after: cells('after'),
  }
}

async function writePeople(tx: Tx, written: readonly Planned[]): Promise<void> {
  const facts = ({ name, timeZone, language, active }: Planned['wanted']) => ({
    name,
    timeZone,
    language,
    active,
  })
  await tx.person.createMany({
    data: written.flatMap(({ id, before, wanted }) =>
      before ? [] : [{ id, email: wanted.email, ...facts(wanted) }],
    ),
  })
  for (const { id, before, wanted, row } of written)
    if (before && row.changes.some(({ column }) => column in facts(wanted)))
      await tx.person.update({ where: { id }, data: facts(wanted) })
}

async function writeManagers(tx: Tx, written: readonly Planned[]): Promise<void> {
  const moved = written.filter(({ before, managerId }) => (before?.managerId ?? null) !== managerId)
  if (moved.length === 0) return
  const ids = moved.map(({ id }) => id)
  const managers = moved.map(({ managerId }) => managerId)
  await tx.$executeRaw`
    UPDATE "Person" p SET "managerId" = m.manager
    FROM unnest(${ids}::text[], ${managers}::text[]) AS m(id, manager) WHERE p.id = m.id`
}

async function writeRoles(tx: Tx, written: readonly Planned[]): Promise<void> {
  const gone = written.flatMap(({ before, wanted }) => {
    const stays = new Set(wanted.roles.map(grantKey))
    return (before?.roleBindings ?? []).filter((one) => !stays.has(grantKey(one))).map(({ id }) => id)
  })
  const come = written.flatMap(({ id: personId, before, wanted }) => {
    const had = new Set(before?.roleBindings.map(grantKey))
    return wanted.roles
      .filter((one) => !had.has(grantKey(one)))
      .map(({ role, namespace }) => ({
        id: randomBytes(16).toString('base64url'),
        personId,
        role,
        customRoleId: isReadyRole(role) ? null : role,
        namespace: namespace ?? null,
      }))
  })
  await tx.roleBinding.deleteMany({ where: { id: { in: gone } } })
  await tx.roleBinding.createMany({ data: come })
}

async function writeGroups(tx: Tx, written: readonly Planned[], { groups }: Known): Promise<void> {
  const gone: { personId: string; groupId: string }[] = []
  const come: { personId: string; groupId: string }[] = []
  for (const { id: personId, before, wanted } of written) {
    const had = new Set(before?.memberships.map(({ groupId }) => groupId))
    const stays = new Set(wanted.groups.flatMap((slug) => groups.get(slug)?.id ?? []))
    for (const groupId of had) if (!stays.has(groupId)) gone.push({ personId, groupId })
    for (const groupId of stays) if (!had.has(groupId)) come.push({ personId, groupId })
  }
  const people = gone.map(({ personId }) => personId)
  const left = gone.map(({ groupId }) => groupId)
  await tx.$executeRaw`
    DELETE FROM "GroupMember" m USING unnest(${people}::text[], ${left}::text[]) AS g(person, "group")
    WHERE m."personId" = g.person AND m."groupId" = g."group"`
  await tx.groupMember.createMany({ data: come })
}
