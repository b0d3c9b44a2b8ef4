import type { JsonObject } from '#engine/flow/flow.ts'
import type { Namespace } from '#generated/prisma/client.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { demand } from '#server/people/can.ts'
import { countInhabitants, type Inhabitants } from './inhabitants.ts'
import { namespaceNames } from './search-namespaces.ts'
import { namespaceVariables } from './variables.ts'
import { sourceOf, viewOf, type NamespaceView } from './view.ts'

/** A namespace that was made, or that something lives in or below. @throws AppError `forbidden`, `not-found` */
export async function getNamespace(actor: Actor, id: string): Promise<NamespaceView> {
  return viewOf(id, await found(actor, id))
}

/** The same with its YAML and how much lives in it. @throws AppError `forbidden`, `not-found` */
export async function lookAtNamespace(
  actor: Actor,
  id: string,
): Promise<{ namespace: NamespaceView; source: string; counts: Inhabitants; made: boolean }> {
  const row = await found(actor, id)
  const counts = await countInhabitants(db, id)
  return { namespace: viewOf(id, row), source: sourceOf(row), counts, made: row !== null }
}

async function found(actor: Actor, id: string): Promise<Namespace | null> {
  demand(actor, 'namespace:read', { namespace: id })
  const row = await db.namespace.findUnique({ where: { id } })
  if (!row && (await namespaceNames(actor, { name: id })).length === 0)
    throw new AppError('not-found', `There is no namespace ${id}.`)
  return row
}

/** What flows of a namespace see under `namespace`: its own variables over those from above. @throws AppError `forbidden`, `not-found` */
export async function inheritedVariables(actor: Actor, id: string): Promise<JsonObject> {
  demand(actor, 'namespace:read', { namespace: id })
  return namespaceVariables(id)
}
