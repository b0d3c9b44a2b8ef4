import type { Actor } from '#server/actor.ts'
import { db, Prisma, type Tx } from '#server/db.ts'
import { demand } from '#server/people/can.ts'
import { roles } from '#server/people/permissions.ts'
import { permissionsOf } from '#server/people/ready-roles.ts'
import { findRequest, type FoundRequest } from '#server/requests/find-request.ts'
import { peopleIn, subjectOf } from '#server/requests/relations.ts'
import type { Candidate } from './view.ts'

const most = 10
/** Of a name, before people are searched who do not see the request. */
const enoughSigns = 2
const readingRoles: string[] = roles.filter((role) => permissionsOf(role).includes('request:read'))

/**
 * People whom a comment may name, and, from two letters of a name on, those who may be added; who sees the request first.
 * @throws AppError `not-found`, `forbidden`
 */
export async function findPeople(actor: Actor, requestId: string, q: string): Promise<Candidate[]> {
  const request = await findRequest(actor, requestId)
  const subject = await subjectOf(request)
  demand(actor, 'request:comment', subject)
  const text = q.trim()
  const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`
  const related = peopleIn(subject)
  const all = text.length >= enoughSigns
  return db.$queryRaw<Candidate[]>`
    SELECT * FROM (
      SELECT p.id, p.name, p.id = ANY(${related}) OR ${byRole(request.namespace)} AS sees FROM "Person" p
      WHERE p.active AND p.kind = 'person' AND p.id <> ${actor.id}
        AND (p.name ILIKE ${like} ${all ? Prisma.sql`OR p.email ILIKE ${`${text.replace(/[\\%_]/g, '\\$&')}%`}` : Prisma.empty})
        AND (${all} OR p.id = ANY(${related}))
    ) found ORDER BY id = ANY(${related}) DESC, sees DESC, name, id LIMIT ${most}`
}

/** Which of these people may see the request. */
export async function readersAmong(
  tx: Tx,
  request: Pick<FoundRequest, 'id' | 'namespace' | 'flowId' | 'requesterId' | 'currentExecutionId'>,
  ids: readonly string[],
): Promise<{ id: string; name: string }[]> {
  if (ids.length === 0) return []
  const related = peopleIn(await subjectOf(request, tx))
  return tx.$queryRaw<{ id: string; name: string }[]>`
    SELECT p.id, p.name FROM "Person" p
    WHERE p.id = ANY(${[...ids]}) AND p.active AND p.kind = 'person'
      AND (p.id = ANY(${related}) OR ${byRole(request.namespace)})`
}

/** Whether the person `p` holds a role, in person or by a group, with which they read requests of the namespace. */
function byRole(namespace: string): Prisma.Sql {
  const parts = namespace.split('.')
  const places = parts.map((_, index) => parts.slice(0, index + 1).join('.'))
  return Prisma.sql`EXISTS (
    SELECT 1 FROM "RoleBinding" b LEFT JOIN "CustomRole" c ON c.id = b."customRoleId"
    WHERE (b."personId" = p.id OR b."groupId" IN (SELECT m."groupId" FROM "GroupMember" m WHERE m."personId" = p.id))
      AND (b.namespace IS NULL OR b.namespace = ANY(${places}))
      AND (b.role = ANY(${readingRoles}) OR 'request:read' = ANY(c.permissions)))`
}
