import type { Amendment } from '#engine/flow/approvals/amendment.ts'
import { shortGroups, type ShortGroup } from '#engine/flow/approvals/reach.ts'
import type { Policy, Vote } from '#engine/flow/approvals/types.ts'
import { isAwayAt } from '#server/absences/is-away-at.ts'
import { whoIsAway } from '#server/absences/who-is-away.ts'
import type { Away } from '#server/absences/view.ts'
import { db, Prisma } from '#server/db.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { ownersOf } from '#server/flows/owners.ts'
import { log } from '#server/log.ts'
import { notify } from '#server/notices/notify.ts'
import { sendAmendment } from '#server/temporal.ts'
import { transaction } from '#server/transaction.ts'
import { policyOf, votesOf, withNames } from './compiled.ts'
import { findNewcomers } from './find-newcomers.ts'
import { mannedAmong } from './stand-ins.ts'

/** Looked at in one turn. */
const batch = 100
/** Where the look goes on next time. */
let cursor = ''

/**
 * Looks again at open approvals in which somebody is asked who left or is away: where they cannot be decided without them, others
 * come. Who left goes; who is away stays, and may still decide. Told twice it changes nothing more.
 */
export async function staffApprovals(): Promise<void> {
  const ids = await withMissing()
  cursor = ids.length < batch ? '' : (ids.at(-1) ?? '')
  const rows = await db.approval.findMany({
    where: { id: { in: ids }, state: 'OPEN' },
    include: {
      votes: { include: withNames, orderBy: { at: 'asc' } },
      execution: { select: { namespace: true, flowId: true, flowRevision: true } },
    },
  })
  const people = rows.flatMap((row) => peopleIn(policyOf(row.policy)))
  const left = await whoLeft(people)
  const away = await whoIsAway(people)
  const zones = await zonesOf([...away.keys()])
  for (const row of rows) {
    const read = { ...row, policy: policyOf(row.policy), votes: votesOf(row.votes, row.round) }
    try {
      await staff(read, { left, away, zones })
    } catch (error) {
      log().warn({ approvalId: row.id, error: String(error) }, 'An approval could not be looked at again yet')
    }
  }
}

const peopleIn = (policy: Policy) => policy.groups.flatMap(({ people }) => people.map(({ id }) => id))

/** Open approvals that ask somebody who left or said that they are away about now, whose place is not filled. */
async function withMissing(): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    SELECT DISTINCT a.id FROM "Approval" a
    JOIN "ApprovalDecider" d ON d."approvalId" = a.id JOIN "Person" p ON p.id = d."personId"
    WHERE a.state = 'OPEN' AND a.id > ${cursor}
      AND (NOT p.active OR EXISTS (SELECT 1 FROM "Absence" s WHERE s."personId" = p.id
        AND s."startsOn" <= CURRENT_DATE + 1 AND (s."endsOn" IS NULL OR s."endsOn" >= CURRENT_DATE - 1)))
      AND NOT EXISTS (SELECT 1 FROM "ApprovalVote" v
        WHERE v."approvalId" = a.id AND v.round = a.round AND d."personId" IN (v."personId", v."onBehalfOfId"))
    ORDER BY a.id LIMIT ${batch}`)
  return rows.map(({ id }) => id)
}

async function whoLeft(ids: readonly string[]): Promise<Set<string>> {
  const rows = await db.person.findMany({
    where: { id: { in: [...new Set(ids)] }, active: false },
    select: { id: true },
  })
  return new Set(rows.map(({ id }) => id))
}

/** The time zone of each. */
async function zonesOf(ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.person.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, timeZone: true },
  })
  return new Map(rows.map(({ id, timeZone }) => [id, timeZone]))
}

interface Staffed {
  id: string
  executionId: string
  requestId: string | null
  title: string
  version: number
  dueAt: Date | null
  policy: Policy
  votes: Vote[]
  execution: { namespace: string; flowId: string; flowRevision: number }
}

interface Missing {
  left: ReadonlySet<string>
  away: ReadonlyMap<string, Away>
  /** Of those who are away. */
  zones: ReadonlyMap<string, string>
}

async function staff(row: Staffed, { left, away, zones }: Missing): Promise<void> {
  const { policy, votes, execution, dueAt } = row
  const asked = peopleIn(policy)
  const late = asked.filter((id) => !left.has(id) && isMissed(away.get(id), zones.get(id), dueAt))
  const missing = new Set([...asked.filter((id) => left.has(id)), ...late])
  if (shortGroups(policy, votes, missing).length === 0) return
  for (const id of await mannedAmong(db, { policy, votes, place: execution }, late)) missing.delete(id)
  const short = shortGroups(policy, votes, missing)
  if (short.length === 0) return
  const flow = await loadFlow(execution.namespace, execution.flowId, execution.flowRevision)
  const come = await findNewcomers({ policy, votes, short, flow })
  if (!come) return tellShort(row, (await ownersOf(db, flow)).people)
  await send(row, { short, left, come })
}

/** Whoever is back before it is due is waited for; where it is never due, whoever says when they are back. */
function isMissed(away: Away | undefined, timeZone = 'UTC', dueAt: Date | null = null): boolean {
  if (!away) return false
  return away.until === undefined || (dueAt !== null && isAwayAt(away, timeZone, dueAt))
}

async function send(
  { id, executionId, version }: Staffed,
  {
    short,
    left,
    come,
  }: {
    short: readonly ShortGroup[]
    left: ReadonlySet<string>
    come: Extract<Amendment['change'], { kind: 'replace' }>['come']
  },
): Promise<void> {
  const gone = [...new Set(short.flatMap(({ missed }) => missed))].filter((one) => left.has(one))
  const amendment: Amendment = {
    // of two workers that look at once one is heard
    commandId: `staff:${id}:${version}`,
    taskRunId: id,
    version,
    change: { kind: 'replace', gone, come },
    door: 'system',
  }
  const answer = await sendAmendment(executionId, amendment)
  if (!answer.accepted)
    log().info({ approvalId: id, code: answer.code }, 'Others were not asked in the place of who is missing')
}

/** Whoever answers for the flow is told that nobody is found who could decide. */
async function tellShort(
  { id, requestId, title, version }: Staffed,
  owners: readonly { id: string }[],
): Promise<void> {
  await transaction((tx) =>
    notify(tx, {
      personIds: owners.map((owner) => owner.id),
      kind: 'approval-short',
      requestId: requestId ?? undefined,
      data: { approvalId: id, title },
      dedupeKey: `approval-short:${id}:${version}`,
    }),
  )
}
