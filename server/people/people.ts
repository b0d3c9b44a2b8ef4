import type { Actor } from '#server/actor.ts'
import { db, type Prisma, type Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demand } from './can.ts'
import { partsOf } from './names.ts'
import type { PersonDetail } from './view.ts'

/** What is read of a person for those who administer people. */
export const personDetailColumns = {
  id: true,
  name: true,
  email: true,
  timeZone: true,
  language: true,
  manager: { select: { id: true, name: true } },
  active: true,
  demo: true,
  createdAt: true,
  roleBindings: {
    select: { role: true, namespace: true, customRole: { select: { name: true } } },
    orderBy: [{ role: 'asc' }, { namespace: { sort: 'asc', nulls: 'first' } }],
  },
  memberships: { select: { owner: true, group: { select: { id: true, slug: true, name: true } } } },
  secondFactor: { select: { confirmedAt: true } },
  sessions: { select: { lastSeenAt: true }, orderBy: { lastSeenAt: 'desc' }, take: 1 },
  devices: { select: { personId: true }, take: 1 },
  mailLinks: { where: { kind: 'invitation' }, select: { createdAt: true } },
} as const satisfies Prisma.PersonSelect

/** A row as the API shows it. */
export function toPersonDetail(
  row: Prisma.PersonGetPayload<{ select: typeof personDetailColumns }>,
): PersonDetail {
  const { name, email } = row
  const superAdmin = row.roleBindings.some(({ role, namespace }) => role === 'admin' && namespace === null)
  return {
    id: row.id,
    name,
    email,
    username: email,
    displayName: name,
    ...partsOf(name),
    timeZone: row.timeZone,
    language: row.language,
    manager: row.manager ?? undefined,
    active: row.active,
    superAdmin,
    instanceOwner: superAdmin,
    restricted: false,
    tenants: [{ id: 'main', name: 'main' }],
    demo: row.demo,
    roles: row.roleBindings.map(({ role, namespace, customRole }) => ({
      role,
      ...(customRole ? { name: customRole.name } : {}),
      ...(namespace === null ? {} : { namespace }),
    })),
    groups: row.memberships.map(({ group, owner }) => ({ ...group, owner })),
    hasSecondFactor: (row.secondFactor?.confirmedAt ?? null) !== null,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.sessions[0]?.lastSeenAt.toISOString(),
    invitedAt: row.devices.length > 0 ? undefined : row.mailLinks[0]?.createdAt.toISOString(),
  }
}

/** One person as admins see them. @throws AppError `not-found` */
export async function readPerson(id: string, tx: Tx = db): Promise<PersonDetail> {
  const row = await tx.person.findUnique({ where: { id, kind: 'person' }, select: personDetailColumns })
  if (!row) throw new AppError('not-found', 'There is no such person.')
  return toPersonDetail(row)
}

/** One person. @throws AppError `forbidden`, `not-found` */
export async function getPerson(actor: Actor, id: string): Promise<PersonDetail> {
  demand(actor, 'user:read')
  return readPerson(id)
}
