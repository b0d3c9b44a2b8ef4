import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { demandInsight } from './flows.ts'
import { peopleSince } from './people-since.ts'
import { stepsSince } from './steps-since.ts'
import type { Insight, InsightCall } from './view.ts'

const dayMs = 86_400_000

/** How a flow's approvals went: by step and by person. Seven queries at most, whatever there is. @throws AppError `not-found` */
export async function getInsight(actor: Actor, call: InsightCall): Promise<Insight> {
  await demandInsight(actor, call)
  const from = new Date(Date.now() - call.days * dayMs)
  const [requests, steps, people] = await Promise.all([
    requestsSince(call, from),
    stepsSince(call, from),
    peopleSince(call, from),
  ])
  return { from: from.toISOString(), requests, steps, people }
}

async function requestsSince({ namespace, flowId }: InsightCall, from: Date): Promise<Insight['requests']> {
  const [row] = await db.$queryRaw<{ made: bigint; reworked: bigint }[]>`
    SELECT count(*) AS made, count(*) FILTER (WHERE EXISTS (
      SELECT FROM "Approval" a WHERE a."requestId" = r.id AND a.state = 'SENT_BACK')) AS reworked
    FROM "Request" r WHERE r.namespace = ${namespace} AND r."flowId" = ${flowId} AND r."createdAt" >= ${from}`
  return { made: Number(row?.made ?? 0), reworked: Number(row?.reworked ?? 0) }
}
