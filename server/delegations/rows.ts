import { fromDate } from '#server/absences/day.ts'
import type { Prisma } from '#server/db.ts'
import type { DelegationView } from './view.ts'

const named = { select: { id: true, name: true } } as const

export const delegationColumns = {
  id: true,
  startsOn: true,
  endsOn: true,
  namespace: true,
  flowId: true,
  reason: true,
  endedAt: true,
  person: { select: { id: true, name: true, timeZone: true } },
  delegate: named,
} as const satisfies Prisma.DelegationSelect
export type DelegationRow = Prisma.DelegationGetPayload<{ select: typeof delegationColumns }>

/** A row as the API shows it, on a day of whose place it is. */
export function toDelegation(row: DelegationRow, today: string): DelegationView {
  const [startsOn, endsOn] = [fromDate(row.startsOn), fromDate(row.endsOn)]
  const over = row.endedAt !== null || endsOn < today
  return {
    id: row.id,
    person: { id: row.person.id, name: row.person.name },
    delegate: row.delegate,
    startsOn,
    endsOn,
    namespace: row.namespace ?? undefined,
    flowId: row.flowId ?? undefined,
    reason: row.reason,
    when: over ? 'past' : startsOn > today ? 'future' : 'now',
    endedAt: row.endedAt?.toISOString(),
  }
}

/** What the audit says of it. */
export function auditable({ id, delegate, startsOn, endsOn, namespace, flowId, reason }: DelegationView) {
  return {
    delegationId: id,
    delegateId: delegate.id,
    startsOn,
    endsOn,
    namespace: namespace ?? null,
    flowId: flowId ?? null,
    reason,
  }
}
