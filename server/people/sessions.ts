import { randomBytes } from 'node:crypto'
import type { Actor } from '#server/actor.ts'
import { db, Prisma } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { audit } from '#server/audit/record.ts'
import { auditRead } from '#server/audit/sensitive.ts'
import { transaction } from '#server/transaction.ts'
import { demand } from './can.ts'
import { deviceName, noteDevice, type Place } from './devices.ts'
import { personColumns, toActor, type PersonRow } from './load-actor.ts'
import type { SessionView } from './view.ts'

/** A session ends this long after it began, whatever happens in it. */
export const sessionMs = 7 * 24 * 60 * 60 * 1000
/** And this long after its last use. */
export const idleMs = 12 * 60 * 60 * 1000
/** A use is written down at most this often. */
const touchMs = 60 * 1000

/**
 * Begins a session.
 * @param provider id of the provider of single sign-on that sent the person; absent: they gave their password
 * @returns its id, for the cookie
 */
export async function openSession(personId: string, place: Place, provider?: string): Promise<string> {
  const id = randomBytes(24).toString('base64url')
  await transaction(async (tx) => {
    await tx.session.deleteMany({ where: { personId, expiresAt: { lt: new Date() } } })
    await tx.session.create({
      data: {
        id,
        personId,
        expiresAt: new Date(Date.now() + sessionMs),
        address: place.address,
        userAgent: place.userAgent?.slice(0, 300),
      },
    })
    await noteDevice(tx, personId, place)
    await audit(
      tx,
      { id: personId, door: 'web', address: place.address, userAgent: place.userAgent?.slice(0, 300) },
      {
        action: 'session:open',
        subjectType: 'person',
        subjectId: personId,
        ...(provider === undefined ? {} : { after: { provider } }),
      },
    )
  })
  return id
}

/** What `actorOfSession` reads at once. */
type SessionRow = PersonRow & { expiresAt: Date; lastSeenAt: Date }

/** The actor of a live session; null: revoked, expired, or the person is not active. */
export async function actorOfSession(id: string, address: string | undefined): Promise<Actor | null> {
  const [row] = await db.$queryRaw<SessionRow[]>(Prisma.sql`
    SELECT s."expiresAt", s."lastSeenAt", ${personColumns}
    FROM "Session" s JOIN "Person" p ON p.id = s."personId" WHERE s.id = ${id}`)
  if (!row || !isLive(row)) return null
  const now = Date.now()
  if (now - row.lastSeenAt.getTime() > touchMs) {
    await db.session.updateMany({ where: { id }, data: { lastSeenAt: new Date(now) } })
  }
  return toActor(row, { door: 'web', address, sessionId: id })
}

function isLive({ expiresAt, lastSeenAt }: { expiresAt: Date; lastSeenAt: Date }): boolean {
  const now = Date.now()
  return expiresAt.getTime() > now && lastSeenAt.getTime() > now - idleMs
}

/** Ends a session by its own cookie: sign-out. */
export async function closeSession(id: string, place: Place = {}): Promise<void> {
  await transaction(async (tx) => {
    const session = await tx.session.findUnique({ where: { id }, select: { personId: true } })
    const { count } = await tx.session.deleteMany({ where: { id } })
    if (!session || count === 0) return
    const { address, userAgent } = place
    const actor = { id: session.personId, door: 'web', address, userAgent: userAgent?.slice(0, 300) }
    await audit(tx, actor, {
      action: 'session:close',
      subjectType: 'person',
      subjectId: session.personId,
    })
  })
}

/** The live sessions of a person: one's own, or anybody's for who may write people. Ids of others' sessions are no secrets in it. */
export async function listSessions(actor: Actor, personId: string): Promise<SessionView[]> {
  if (personId !== actor.id) {
    demand(actor, 'user:write')
    await auditRead(actor, 'session:read', { subjectType: 'person', subjectId: personId })
  }
  const rows = await db.session.findMany({ where: { personId }, orderBy: { lastSeenAt: 'desc' } })
  return rows.filter(isLive).map((row) => ({
    id: publicId(row.id),
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    address: row.address ?? undefined,
    userAgent: row.userAgent ?? undefined,
    device: deviceName(row.userAgent),
    current: row.id === actor.sessionId,
  }))
}

/** The id is what the cookie carries; lists name a session by its end only. */
function publicId(id: string): string {
  return id.slice(-12)
}

/**
 * Revokes one session of a person, or all of them.
 * @throws AppError `not-found` where there is no such session
 */
export async function revokeSessions(actor: Actor, personId: string, only?: string): Promise<void> {
  if (personId !== actor.id) demand(actor, 'user:write')
  await transaction(async (tx) => {
    const { count } = await tx.session.deleteMany({
      where: { personId, ...(only === undefined ? {} : { id: { endsWith: only } }) },
    })
    if (count === 0 && only !== undefined) throw new AppError('not-found', 'There is no such session.')
    await audit(tx, actor, {
      action: 'session:revoke',
      subjectType: 'person',
      subjectId: personId,
      after: { sessions: count },
    })
  })
}
