import { behalfRefusal } from '#engine/flow/approvals/on-behalf.ts'
import { settled, tally } from '#engine/flow/approvals/outcome.ts'
import type { Policy, Vote } from '#engine/flow/approvals/types.ts'
import type { Tx } from '#server/db.ts'
import { covers, lentBy, lentTo, type Lent, type Place } from '#server/delegations/in-force.ts'
import { policyOf } from './compiled.ts'
import { mayDecide } from './deciders.ts'
import { holdersOf, isHolder } from './one-of.ts'

/** An approval as far as standing in needs it. */
export interface Standable {
  state: string
  policy: Policy
  votes: readonly Vote[]
  /** The flow that asks. */
  place: Place
}

/** Ids of those whose turn it is. */
export function whoseTurn(policy: Policy, votes: readonly Vote[]): string[] {
  const turns = tally(policy, settled(votes)).groups
  return mayDecide(
    policy,
    policy.groups.filter((_, index) => turns[index]?.active === true),
  )
}

/** In whose places the person could decide here now, of all that is lent to them; the first asked comes first. */
export function placesFor(
  personId: string,
  { state, policy, votes, place }: Standable,
  lent: readonly Lent[],
): Lent[] {
  if (state !== 'OPEN') return []
  const own = lent.filter((one) => one.delegate.id === personId && covers(one, place))
  if (own.length === 0) return []
  return whoseTurn(policy, votes).flatMap((onBehalfOf) => {
    const found = own
      .filter(({ person }) => person.id === onBehalfOf)
      .sort((a, b) => b.until.localeCompare(a.until))
      .at(0)
    return found && !behalfRefusal(policy, votes, { personId, onBehalfOf }) ? found : []
  })
}

/** Who can decide now in the places of these people, each once, with whom they would decide for. */
export async function standInsFor(
  tx: Tx,
  approval: Standable,
  personIds: readonly string[],
): Promise<Lent[]> {
  const lent = await lentFor(tx, approval, personIds)
  const delegates = [...new Set(lent.map(({ delegate }) => delegate.id))]
  return delegates.flatMap((id) => placesFor(id, approval, lent).at(0) ?? [])
}

/** What these people lent for decisions of the flow, to whom its rule `oneOf` lets decide. */
async function lentFor(
  tx: Tx,
  { policy: { rules }, place }: Pick<Standable, 'policy' | 'place'>,
  personIds: readonly string[],
): Promise<Lent[]> {
  const lent = (await lentBy(personIds, { tx })).filter((one) => covers(one, place))
  if (!rules.oneOf || lent.length === 0) return lent
  const holds = await holdersOf(tx, rules.oneOf, place.namespace)
  return lent.filter(({ delegate }) => isHolder(holds, delegate.id))
}

/** Which of these deciders have somebody who can decide for them; nobody stands in for two of them. */
export async function mannedAmong(
  tx: Tx,
  { policy, votes, place }: Pick<Standable, 'policy' | 'votes' | 'place'>,
  personIds: readonly string[],
): Promise<Set<string>> {
  const lent = await lentFor(tx, { policy, place }, personIds)
  const taken = new Set<string>()
  const manned = new Set<string>()
  for (const { person, delegate } of lent) {
    const behalf = { personId: delegate.id, onBehalfOf: person.id }
    if (manned.has(person.id) || taken.has(delegate.id) || behalfRefusal(policy, votes, behalf)) continue
    taken.add(delegate.id)
    manned.add(person.id)
  }
  return manned
}

/** Of whom a stand-in may see an open approval: whoever was asked, unless nobody may stand in there for them. */
function seesFor(
  { policy, place }: Pick<Standable, 'policy' | 'place'>,
  asked: readonly string[],
  one: Lent,
): boolean {
  const behalf = { personId: one.delegate.id, onBehalfOf: one.person.id }
  return covers(one, place) && asked.includes(one.person.id) && !behalfRefusal(policy, [], behalf)
}

/** What is lent to the person of those who were asked in an open approval, and lets them see it. */
export async function lentHere(
  personId: string,
  { asked, ...approval }: { asked: readonly string[] } & Omit<Standable, 'votes'>,
): Promise<Lent[]> {
  if (approval.state !== 'OPEN') return []
  const lent = await lentTo(personId)
  return lent.filter((one) => seesFor(approval, asked, one))
}

/** Ids of all who may see these open approvals as stand-ins, by the approval's id; what is not open is for no stand-in. */
export async function standInReaders(
  tx: Tx,
  approvals: readonly { id: string; state: string; deciders: readonly { personId: string }[] }[],
): Promise<Map<string, string[]>> {
  const open = approvals.filter(({ state }) => state === 'OPEN')
  const asked = new Map(open.map(({ id, deciders }) => [id, deciders.map(({ personId }) => personId)]))
  const lent = await lentBy([...asked.values()].flat(), { tx })
  if (lent.length === 0) return new Map()
  const rows = await tx.approval.findMany({
    where: { id: { in: [...asked.keys()] } },
    select: { id: true, policy: true, execution: { select: { namespace: true, flowId: true } } },
  })
  return new Map(
    rows.map(({ id, policy, execution: place }) => [
      id,
      lent
        .filter((one) => seesFor({ policy: policyOf(policy), place }, asked.get(id) ?? [], one))
        .map(({ delegate }) => delegate.id),
    ]),
  )
}
