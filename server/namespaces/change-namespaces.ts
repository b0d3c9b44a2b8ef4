import { parseNamespaceSettings } from '#engine/flow/parse/namespace-settings.ts'
import type { Json, JsonObject } from '#engine/flow/flow.ts'
import type { Namespace } from '#generated/prisma/client.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { stored } from '#server/flows/compiled.ts'
import { demand } from '#server/people/can.ts'
import { transaction } from '#server/transaction.ts'
import { globalNamespace, lockDefaults } from './defaults.ts'
import { countInhabitants, said } from './inhabitants.ts'
import { republish } from './republish.ts'
import { viewOf, type NamespaceView } from './view.ts'

/** What is said of a namespace; what is absent stays as it is, null takes it away. */
export interface NamespaceChange {
  description?: string | null
  variables?: JsonObject | null
  pluginDefaults?: readonly Json[] | null
  /** Namespaces of other trees whose flows may use what is in it and below it. */
  allowedNamespaces?: readonly string[] | null
  /** Settings as YAML, in place of all of these. */
  source?: string
}

/** Milliseconds: the flows of a namespace may have to be read anew. */
const patience = { maxWait: 10_000, timeout: 60_000 }

/** Makes a namespace known, with what it gives to its flows. @throws AppError `invalid`, `forbidden` */
export async function createNamespace(
  actor: Actor,
  { id, ...change }: NamespaceChange & { id: string },
): Promise<NamespaceView> {
  demandWrite(actor, id)
  return transaction(async (tx) => {
    await lockDefaults(tx, 'exclusive')
    if (await tx.namespace.findUnique({ where: { id }, select: { id: true } }))
      throw new AppError('invalid', 'Namespace id already exists', {
        details: [{ path: 'id', message: `The namespace ${id} already exists.` }],
      })
    return write(tx, actor, { id, before: null, change })
  }, patience)
}

/**
 * Changes what is said of a namespace. Where its defaults change, flows in it and below it whose tasks or triggers take them get
 * a new revision: executions under way go on with theirs.
 * @throws AppError `not-found`, `invalid` also where a flow would be wrong with the new defaults, `forbidden`
 */
export async function updateNamespace(
  actor: Actor,
  { id, ...change }: NamespaceChange & { id: string },
): Promise<NamespaceView> {
  demandWrite(actor, id)
  return transaction(async (tx) => {
    await lockDefaults(tx, 'exclusive')
    const before = await tx.namespace.findUnique({ where: { id } })
    if (!before && said(await countInhabitants(tx, id)) === '')
      throw new AppError('not-found', `There is no namespace ${id}.`)
    return write(tx, actor, { id, before, change })
  }, patience)
}

/** Forgets what was said of a namespace that nothing lives in. @throws AppError `not-found`, `conflict`, `forbidden` */
export async function deleteNamespace(actor: Actor, id: string): Promise<void> {
  demand(actor, 'namespace:delete', { namespace: id })
  if (id === globalNamespace) demand(actor, 'namespace:delete')
  await transaction(async (tx) => {
    await lockDefaults(tx, 'exclusive')
    const counts = said(await countInhabitants(tx, id))
    if (counts !== '')
      throw new AppError('conflict', `The namespace ${id} holds ${counts}: delete or move them first.`)
    const { count } = await tx.namespace.deleteMany({ where: { id } })
    if (count === 0) throw new AppError('not-found', `There is no namespace ${id}.`)
    if (id === globalNamespace) await republish(tx, actor, id)
    await audit(tx, actor, { action: 'namespace:delete', subjectType: 'namespace', subjectId: id })
    await announce(tx, [`namespaces:${id}`])
  }, patience)
}

/** Defaults of `system` change flows everywhere. */
function demandWrite(actor: Actor, id: string): void {
  demand(actor, 'namespace:write', { namespace: id })
  if (id === globalNamespace) demand(actor, 'namespace:write')
}

interface Next {
  description: string | null
  variables: JsonObject
  pluginDefaults: Json[]
  allowedNamespaces: string[]
  source: string | null
}

/** @throws AppError `invalid` with every problem, each with its place */
function nextOf(before: Namespace | null, change: NamespaceChange): Next {
  const { variables, pluginDefaults } = viewOf('', before)
  const kept = { variables, pluginDefaults, allowedNamespaces: before?.allowedNamespaces ?? [] }
  const description = change.description === undefined ? (before?.description ?? null) : change.description
  const asked = [change.source, change.variables, change.pluginDefaults, change.allowedNamespaces]
  if (asked.every((one) => one === undefined)) return { description, ...kept, source: before?.source ?? null }
  const given = {
    variables: change.variables === undefined ? kept.variables : (change.variables ?? {}),
    pluginDefaults: change.pluginDefaults === undefined ? kept.pluginDefaults : (change.pluginDefaults ?? []),
    allowedNamespaces:
      change.allowedNamespaces === undefined ? kept.allowedNamespaces : (change.allowedNamespaces ?? []),
  }
  const { settings, problems } = parseNamespaceSettings(change.source ?? JSON.stringify(given), vocabulary)
  if (!settings)
    throw new AppError('invalid', problems[0]?.message ?? 'The settings cannot be read.', {
      details: problems,
    })
  return { description, ...settings, source: change.source?.trim() ? change.source : null }
}

interface Write {
  id: string
  before: Namespace | null
  change: NamespaceChange
}

async function write(tx: Tx, actor: Actor, { id, before, change }: Write): Promise<NamespaceView> {
  const next = nextOf(before, change)
  const data = {
    ...next,
    variables: stored(next.variables),
    pluginDefaults: JSON.parse(JSON.stringify(next.pluginDefaults)),
    hasDefaults: next.pluginDefaults.length > 0,
  }
  const row = await tx.namespace.upsert({
    where: { id },
    create: { id, ...data },
    update: { ...data, updatedAt: new Date() },
  })
  const old = before ? viewOf(id, before) : undefined
  if (JSON.stringify(old?.pluginDefaults ?? []) !== JSON.stringify(next.pluginDefaults))
    await republish(tx, actor, id)
  const shown = ({
    description,
    variables,
    pluginDefaults,
    allowedNamespaces,
  }: NamespaceView): JsonObject => ({
    ...(description === undefined ? {} : { description }),
    variables,
    pluginDefaults,
    ...(allowedNamespaces.length > 0 ? { allowedNamespaces } : {}),
  })
  const now = viewOf(id, row)
  await audit(tx, actor, {
    action: before ? 'namespace:update' : 'namespace:create',
    subjectType: 'namespace',
    subjectId: id,
    before: old && shown(old),
    after: shown(now),
  })
  await announce(tx, [`namespaces:${id}`])
  return now
}
