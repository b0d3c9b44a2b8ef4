import type { Actor } from '#server/actor.ts'
import { db, Prisma } from '#server/db.ts'
import { lentTo, type Lent } from '#server/delegations/in-force.ts'
import { cursorOf, instantOf, readCursor } from '#server/requests/cursor.ts'
import type { Page } from '#server/requests/view.ts'
import { approvalRows, rowInclude } from './rows.ts'
import type { ApprovalRow, Box } from './view.ts'

export interface ListApprovals {
  /**
   * `mine`: what waits for the actor, but for what somebody else of their group is on; `group`: all that came through a group;
   * `delegated`: what waits for those in whose places the actor may decide; `done`: what the actor decided.
   */
  box: Box
  /** Part of the title, the request's number or title, or the requester's name. */
  q?: string
  /** Id of the app. */
  app?: string
  after?: string
  /** 100 at most. */
  size?: number
}

interface Found {
  id: string
  sort: Date
  total: bigint
}

/** Stands for "no due date" in the order, so that a row comparison can page over it. */
const never = new Date('9999-12-31T00:00:00Z')

/** The actor's inbox: what is due first comes first; what is done, the newest first. Always the actor's own. */
export async function listApprovals(actor: Actor, filter: ListApprovals): Promise<Page<ApprovalRow>> {
  const size = Math.min(filter.size ?? 25, 100)
  const cursor = readCursor(filter.after, 2)
  const wanted = searchOf(filter)
  const base = await baseOf(actor, filter.box, wanted)
  const descending = filter.box === 'done'
  const past = cursor ? pastOf(instantOf(cursor[0]), cursor[1] ?? '', descending) : Prisma.empty
  const order = descending ? Prisma.sql`sort DESC, id DESC` : Prisma.sql`sort ASC, id ASC`
  const found = await db.$queryRaw<Found[]>`
    WITH box AS (${base})
    SELECT id, sort, (SELECT count(*) FROM box) AS total FROM box ${past} ORDER BY ${order} LIMIT ${size + 1}`
  const page = found.slice(0, size)
  const records = await db.approval.findMany({
    where: { id: { in: page.map((row) => row.id) } },
    include: rowInclude(actor.id),
  })
  const byId = new Map(records.map((record) => [record.id, record]))
  const last = page.at(-1)
  return {
    results: await approvalRows(
      actor,
      page.flatMap(({ id }) => byId.get(id) ?? []),
    ),
    total: found[0] ? Number(found[0].total) : cursor ? await countOf(base) : 0,
    after: found.length > size && last ? cursorOf([last.sort.toISOString(), last.id]) : undefined,
  }
}

/** How many decisions wait for the actor. */
export async function inboxCount(actor: Actor): Promise<{ mine: number; group: number; delegated: number }> {
  const count = async (box: Box) => countOf(await baseOf(actor, box))
  const [mine, group, delegated] = await Promise.all([count('mine'), count('group'), count('delegated')])
  return { mine, group, delegated }
}

async function baseOf(actor: Actor, box: Box, wanted = anything): Promise<Prisma.Sql> {
  if (box === 'done') return decidedBy(actor, wanted)
  return box === 'delegated'
    ? waitingForOthers(actor, await lentTo(actor.id), wanted)
    : waitingFor(actor, box, wanted)
}

async function countOf(base: Prisma.Sql): Promise<number> {
  const rows = await db.$queryRaw<{ total: bigint }[]>`SELECT count(*) AS total FROM (${base}) AS box`
  return Number(rows[0]?.total ?? 0)
}

/** Open, asked of the actor, and not yet decided by them in this round. */
function waitingFor(actor: Actor, box: 'mine' | 'group', wanted = anything): Prisma.Sql {
  const through =
    box === 'group'
      ? Prisma.sql`AND NOT d.direct`
      : Prisma.sql`AND NOT EXISTS (SELECT 1 FROM "ApprovalClaim" c JOIN "Person" o ON o.id = c."personId" AND o.active
          WHERE c."approvalId" = d."approvalId" AND c."groupIndex" = d."groupIndex" AND c."personId" <> ${actor.id})`
  return Prisma.sql`
    SELECT a.id, COALESCE(a."dueAt", ${never}::timestamptz) AS sort
    FROM "Approval" a ${wanted.joined}
    WHERE a.state = 'OPEN'
      AND a.id IN (SELECT d."approvalId" FROM "ApprovalDecider" d WHERE d."personId" = ${actor.id} AND NOT d.done ${through})
      AND NOT EXISTS (SELECT 1 FROM "ApprovalVote" v
        WHERE v."approvalId" = a.id AND ${actor.id} IN (v."personId", v."onBehalfOfId") AND v.round = a.round) ${wanted.where}`
}

/** Open, asked of somebody whose place is lent to the actor and not filled yet, where the actor may stand in. */
function waitingForOthers(actor: Actor, lent: readonly Lent[], wanted: Wanted): Prisma.Sql {
  const places = lent.map(({ person, namespace, flowId }) => {
    const where =
      namespace === undefined
        ? Prisma.empty
        : flowId === undefined
          ? Prisma.sql`AND (e.namespace = ${namespace} OR starts_with(e.namespace, ${`${namespace}.`}))`
          : Prisma.sql`AND e.namespace = ${namespace} AND e."flowId" = ${flowId}`
    return Prisma.sql`(d."personId" = ${person.id} ${where})`
  })
  const covered = places.length === 0 ? Prisma.sql`FALSE` : Prisma.join(places, ' OR ')
  return Prisma.sql`
    SELECT a.id, COALESCE(a."dueAt", ${never}::timestamptz) AS sort
    FROM "Approval" a ${wanted.joined}
    WHERE a.state = 'OPEN' AND a.id IN (
        SELECT d."approvalId" FROM "ApprovalDecider" d
        JOIN "Approval" b ON b.id = d."approvalId" AND b.state = 'OPEN'
        JOIN "Execution" e ON e.id = b."executionId"
        WHERE (${covered}) AND NOT d.done AND d."personId" IS DISTINCT FROM b.policy->>'requesterId'
          AND NOT EXISTS (SELECT 1 FROM "ApprovalVote" v WHERE v."approvalId" = b.id AND v.round = b.round
            AND d."personId" IN (v."personId", v."onBehalfOfId")))
      AND a.policy->>'requesterId' IS DISTINCT FROM ${actor.id}
      AND NOT COALESCE(jsonb_exists(a.policy->'excluded', ${actor.id}), FALSE)
      AND NOT jsonb_path_exists(a.policy, '$.groups[*].people[*] ? (@.id == $id)', jsonb_build_object('id', ${actor.id}::text))
      AND NOT EXISTS (SELECT 1 FROM "ApprovalVote" v
        WHERE v."approvalId" = a.id AND v."personId" = ${actor.id} AND v.round = a.round) ${wanted.where}`
}

function decidedBy(actor: Actor, wanted: Wanted): Prisma.Sql {
  return Prisma.sql`
    SELECT a.id, v.at AS sort
    FROM (SELECT "approvalId", max(at) AS at FROM "ApprovalVote"
      WHERE "personId" = ${actor.id} AND "keptFrom" IS NULL GROUP BY "approvalId") v
    JOIN "Approval" a ON a.id = v."approvalId" ${wanted.joined}
    WHERE true ${wanted.where}`
}

/** What a search needs beside the approvals, and what it asks for. */
interface Wanted {
  joined: Prisma.Sql
  where: Prisma.Sql
}

const anything: Wanted = { joined: Prisma.empty, where: Prisma.empty }
const withRequest = Prisma.sql`
  LEFT JOIN "Request" r ON r.id = a."requestId" LEFT JOIN "Person" p ON p.id = r."requesterId"`

function searchOf({ q, app }: Pick<ListApprovals, 'q' | 'app'>): Wanted {
  const parts: Prisma.Sql[] = []
  const text = q?.trim() ?? ''
  if (text !== '') {
    const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`
    parts.push(
      Prisma.sql`AND (a.title ILIKE ${like} OR r.number ILIKE ${like} OR r.title ILIKE ${like} OR p.name ILIKE ${like}
        OR EXISTS (SELECT 1 FROM jsonb_each(a.translations) t WHERE t.value->>'title' ILIKE ${like}))`,
    )
  }
  if (app !== undefined) parts.push(Prisma.sql`AND r."appId" = ${app}`)
  return parts.length === 0 ? anything : { joined: withRequest, where: Prisma.join(parts, ' ') }
}

function pastOf(sort: Date, id: string, descending: boolean): Prisma.Sql {
  return descending
    ? Prisma.sql`WHERE (sort, id) < (${sort}::timestamptz, ${id})`
    : Prisma.sql`WHERE (sort, id) > (${sort}::timestamptz, ${id})`
}
