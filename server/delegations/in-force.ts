import { addDays, dayIn, fromDate, toDate } from '#server/absences/day.ts'
import { db, type Prisma, type Tx } from '#server/db.ts'
import { isWithin } from '#server/people/can.ts'
import { delegationColumns } from './rows.ts'

/** A delegation that is in force. */
export interface Lent {
  person: { id: string; name: string }
  delegate: { id: string; name: string }
  /** Its last day, in the time zone of whose place it is. */
  until: string
  namespace?: string
  flowId?: string
}

/** A flow in which something is decided. */
export interface Place {
  namespace: string
  flowId: string
}

interface At {
  tx?: Tx
  at?: Date
}

/** Whether the delegation is for decisions of the flow. */
export function covers({ namespace, flowId }: Pick<Lent, 'namespace' | 'flowId'>, place: Place): boolean {
  if (namespace === undefined) return true
  // a flow is named within its own namespace
  return flowId === undefined
    ? isWithin(place.namespace, namespace)
    : place.namespace === namespace && place.flowId === flowId
}

/** Who may decide in the places of these people now, wherever. Asks for no permission. */
export async function lentBy(personIds: readonly string[], at: At = {}): Promise<Lent[]> {
  return personIds.length === 0 ? [] : inForce({ personId: { in: [...new Set(personIds)] } }, at)
}

/** In whose places the person may decide now, wherever. What was lent to those is not lent on. */
export async function lentTo(delegateId: string, at: At = {}): Promise<Lent[]> {
  return inForce({ delegateId }, at)
}

async function inForce(
  where: Prisma.DelegationWhereInput,
  { tx = db, at = new Date() }: At,
): Promise<Lent[]> {
  const today = fromDate(at)
  const there = { active: true, kind: 'person' }
  const rows = await tx.delegation.findMany({
    where: {
      ...where,
      endedAt: null,
      // nowhere is it more than a day earlier or later
      startsOn: { lte: toDate(addDays(today, 1)) },
      endsOn: { gte: toDate(addDays(today, -1)) },
      person: there,
      delegate: there,
    },
    select: delegationColumns,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows.flatMap(({ person, delegate, startsOn, endsOn, namespace, flowId }) => {
    const day = dayIn(person.timeZone, at)
    const until = fromDate(endsOn)
    if (fromDate(startsOn) > day || until < day) return []
    const { id, name } = person
    return {
      person: { id, name },
      delegate,
      until,
      ...(namespace === null ? {} : { namespace }),
      ...(flowId === null ? {} : { flowId }),
    }
  })
}
