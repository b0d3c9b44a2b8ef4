import { dayIn } from '#server/absences/day.ts'
import { readOwner } from '#server/absences/rows.ts'
import type { Actor } from '#server/actor.ts'
import { titleIn } from '#server/apps/columns.ts'
import { db, type Prisma } from '#server/db.ts'
import { titleFromId } from '#server/flows/words.ts'
import { demand } from '#server/people/can.ts'
import { delegationColumns, toDelegation } from './rows.ts'
import type { DelegateCandidate, Delegations, DelegationScope, DelegationView } from './view.ts'

const most = 200
const mostFound = 10
const enoughSigns = 2

/** Who may, might and will decide in somebody's place, and in whose they: one's own, or anybody's for who may read people; the latest first. @throws AppError `forbidden`, `not-found` */
export async function listDelegations(actor: Actor, personId: string): Promise<Delegations> {
  if (personId !== actor.id) demand(actor, 'user:read')
  await readOwner(personId)
  const [given, received, scopes] = await Promise.all([
    find({ personId }),
    find({ delegateId: personId }),
    scopesOf(personId, actor.language),
  ])
  return { given, received, scopes }
}

/** Called as their apps are, which are how people know them. */
async function scopesOf(personId: string, language: string): Promise<DelegationScope[]> {
  const flows = await db.$queryRaw<{ namespace: string; flowId: string }[]>`
    SELECT DISTINCT e.namespace, e."flowId"
    FROM "ApprovalDecider" d JOIN "Approval" a ON a.id = d."approvalId" JOIN "Execution" e ON e.id = a."executionId"
    WHERE d."personId" = ${personId} ORDER BY 1, 2 LIMIT ${most}`
  const apps = await db.app.findMany({
    where: { OR: flows, face: true, deleted: false },
    select: { namespace: true, flowId: true, displayName: true, texts: true },
  })
  const nameOf = new Map(apps.map((app) => [`${app.namespace}/${app.flowId}`, titleIn(app, language)]))
  return flows.map((flow) => ({
    ...flow,
    name: nameOf.get(`${flow.namespace}/${flow.flowId}`) ?? titleFromId(flow.flowId),
  }))
}

async function find(where: Prisma.DelegationWhereInput): Promise<DelegationView[]> {
  const rows = await db.delegation.findMany({
    where,
    select: delegationColumns,
    orderBy: [{ startsOn: 'desc' }, { createdAt: 'desc' }],
    take: most,
  })
  return rows.map((row) => toDelegation(row, dayIn(row.person.timeZone)))
}

/** People to whom somebody's place can be given, by two letters of a name or an address at least, ten at most. @throws AppError `forbidden`, `not-found` */
export async function findDelegates(actor: Actor, personId: string, q: string): Promise<DelegateCandidate[]> {
  if (personId !== actor.id) demand(actor, 'user:write')
  await readOwner(personId)
  const text = q.trim()
  if (text.length < enoughSigns) return []
  return db.person.findMany({
    where: {
      active: true,
      kind: 'person',
      id: { notIn: [personId, actor.id] },
      OR: [{ name: { contains: text, mode: 'insensitive' } }, { email: { startsWith: text.toLowerCase() } }],
    },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: mostFound,
  })
}
