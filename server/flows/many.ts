import { withKey } from '#engine/flow/parse/edit-source.ts'
import type { Actor } from '#server/actor.ts'
import { db, type Prisma } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demand } from '#server/people/can.ts'
import { transaction } from '#server/transaction.ts'
import { deleteIn } from './delete-flow.ts'
import { getFlow } from './get-flow.ts'
import { readToSave, saveIn } from './save-flow.ts'
import { filterOf, type SearchFlows } from './search-flows.ts'

export interface FlowKey {
  namespace: string
  id: string
}

/** At most so many flows in one call. */
const most = 2000
const patience = { maxWait: 10_000, timeout: 60_000 }

/** The flows that a search finds, as far as the actor may see them. @throws AppError `too-large` above 2,000 */
export async function keysOf(actor: Actor, search: SearchFlows): Promise<FlowKey[]> {
  const where: Prisma.FlowWhereInput = await filterOf(actor, search)
  const rows = await db.flow.findMany({
    where,
    select: { namespace: true, id: true },
    orderBy: [{ namespace: 'asc' }, { id: 'asc' }],
    take: most + 1,
  })
  if (rows.length > most)
    throw new AppError('too-large', `These are more than ${most} flows: narrow the search.`)
  return rows
}

/**
 * Deletes flows, all or none.
 * @throws AppError `not-found`, `forbidden`
 */
export async function deleteMany(actor: Actor, keys: readonly FlowKey[]): Promise<{ count: number }> {
  for (const { namespace } of keys) demand(actor, 'flow:delete', { namespace })
  const all = distinct(keys)
  await transaction(async (tx) => {
    for (const key of all) await deleteIn(tx, actor, key)
  }, patience)
  return { count: all.length }
}

/**
 * Enables or disables flows, all or none, and counts those that were otherwise before: `disabled` is written into their sources, which makes a revision where it changes.
 * @throws AppError `not-found`, `forbidden`
 */
export async function setDisabled(
  actor: Actor,
  keys: readonly FlowKey[],
  disabled: boolean,
): Promise<{ count: number }> {
  for (const { namespace } of keys) demand(actor, 'flow:write', { namespace })
  const all = distinct(keys)
  const found = await Promise.all(all.map((key) => getFlow(actor, key)))
  const changed = await Promise.all(
    found
      .filter(({ disabled: now }) => now !== disabled)
      .map(async ({ source, flow }) => {
        const edited = withKey(source, 'disabled', disabled) ?? source
        const options = { expectedRevision: flow.revision }
        return { flow: await readToSave(edited), source: edited, options }
      }),
  )
  await transaction(async (tx) => {
    for (const one of changed) await saveIn(tx, actor, one)
  }, patience)
  return { count: changed.length }
}

/** Each once, in the order in which locks are taken. */
function distinct(keys: readonly FlowKey[]): FlowKey[] {
  const byName = new Map(keys.map((key) => [`${key.namespace}/${key.id}`, key]))
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, key]) => key)
}
