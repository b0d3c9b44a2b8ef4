import type { Flow } from '#engine/flow/flow.ts'
import { localText } from '#engine/flow/local-text.ts'
import type { Actor } from '#server/actor.ts'
import { ensureDefaultApp } from '#server/apps/ensure-default-app.ts'
import { audit } from '#server/audit/record.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { lockDefaults } from '#server/namespaces/defaults.ts'
import { demand } from '#server/people/can.ts'
import { transaction } from '#server/transaction.ts'
import { storeTriggers } from '#server/triggers/store-triggers.ts'
import { compile } from './compile.ts'
import { compileWith, isReadWith } from './compile-with.ts'
import { stored } from './compiled.ts'
import { readSurroundings } from './surroundings.ts'

export interface SaveFlow {
  /** The newest revision that the author has seen; a newer one refuses with `conflict`. */
  expectedRevision?: number
  /** `create` refuses a flow that exists, `update` one that does not. */
  mode?: 'create' | 'update'
  /** What the address names; a source for another flow is refused. */
  target?: { namespace: string; id: string }
  /** What the same source comes to has changed. */
  recompiled?: boolean
}

export interface SavedFlow {
  flow: Flow
  source: string
  /** False: the source was the newest revision's already. */
  changed: boolean
  updatedAt: Date
}

/**
 * Publishes a source as the flow's next revision, and its default app with it.
 * @throws AppError `invalid` with every problem of the source and its place; `conflict`; `forbidden`
 */
export async function saveFlow(actor: Actor, source: string, options: SaveFlow = {}): Promise<SavedFlow> {
  const flow = await readToSave(source)
  demand(actor, 'flow:write', { namespace: flow.namespace })
  refuseOtherTarget(flow, options.target)
  return transaction((tx) => saveIn(tx, actor, { flow, source, options }))
}

/** @throws AppError `invalid` with every problem of the source and its place */
export async function readToSave(source: string): Promise<Flow> {
  const { flow, problems } = await compile(source)
  if (!flow) throw new AppError('invalid', invalidMessage(problems), { details: problems })
  return flow
}

/** Publishes within a transaction; who calls has asked for the permission. @throws AppError `invalid`, `not-found`, `conflict` */
export async function saveIn(
  tx: Tx,
  actor: Actor,
  { flow: read, source, options = {} }: { flow: Flow; source: string; options?: SaveFlow },
): Promise<SavedFlow> {
  await lockDefaults(tx, 'shared')
  const flow = await asOfNow(tx, { flow: read, source })
  await lockFlow(tx, flow)
  const current = await tx.flow.findUnique({
    where: { namespace_id: { namespace: flow.namespace, id: flow.id } },
  })
  refuseConflict(flow, current, options)
  const newest = current && (await newestRevision(tx, flow, current.revision))
  const isSame = newest?.source === source && options.recompiled !== true
  if (current && isSame && !current.deleted) {
    return {
      flow: { ...flow, revision: current.revision },
      source,
      changed: false,
      updatedAt: current.updatedAt,
    }
  }
  const next: Flow = { ...flow, revision: (current?.revision ?? 0) + 1 }
  const updatedAt = await write(tx, actor, { flow: next, source })
  await ensureDefaultApp(tx, next, actor.id)
  await storeTriggers(tx, next)
  await audit(tx, actor, {
    action: 'flow:write',
    subjectType: 'flow',
    subjectId: `${flow.namespace}/${flow.id}`,
    before: current ? { revision: current.revision } : undefined,
    after: { revision: next.revision },
  })
  await announce(tx, [`flow:${flow.namespace}/${flow.id}`])
  return { flow: next, source, changed: true, updatedAt }
}

/** Defaults of a namespace, or the calendars, may have changed since the source was read. @throws AppError `invalid` */
async function asOfNow(tx: Tx, read: { flow: Flow; source: string }): Promise<Flow> {
  const present = await readSurroundings(tx)
  if (isReadWith(read.flow, present)) return read.flow
  const { flow, problems } = compileWith(read.source, present)
  if (!flow) throw new AppError('invalid', invalidMessage(problems), { details: problems })
  return flow
}

function invalidMessage(problems: readonly { message: string }[]): string {
  const [first] = problems
  if (!first) return 'The flow cannot be read.'
  return problems.length === 1 ? first.message : `${first.message} (and ${problems.length - 1} more)`
}

/** Id and namespace of a flow never change: another flow has another address. */
function refuseOtherTarget(flow: Flow, target: SaveFlow['target']): void {
  if (!target) return
  const details = (['id', 'namespace'] as const)
    .filter((key) => flow[key] !== target[key])
    .map((key) => ({ path: `flow.${key}`, message: `Illegal flow ${key} update: must be ${target[key]}` }))
  if (details.length === 0) return
  const message = details.map((one) => `${one.path}: ${one.message}`).join('\n')
  throw new AppError('invalid', message, { details })
}

function refuseConflict(
  flow: Flow,
  current: { revision: number; deleted: boolean } | null,
  options: SaveFlow,
): void {
  const exists = current !== null && !current.deleted
  if (options.mode === 'create' && exists) {
    throw new AppError('invalid', 'Flow id already exists', {
      details: [{ path: 'id', message: `The flow ${flow.namespace}.${flow.id} already exists.` }],
    })
  }
  if (options.mode === 'update' && !exists) throw new AppError('not-found', 'There is no such flow.')
  if (options.expectedRevision !== undefined && options.expectedRevision !== (current?.revision ?? 0)) {
    throw new AppError(
      'conflict',
      `Revision ${current?.revision ?? 0} was saved meanwhile: compare before you save over it.`,
    )
  }
}

/** Two saves of one flow come one after the other, also the first two. */
async function lockFlow(tx: Tx, flow: Flow): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`flow:${flow.namespace}/${flow.id}`}, 0))`
}

function newestRevision(tx: Tx, flow: Flow, revision: number) {
  const key = { namespace: flow.namespace, flowId: flow.id, revision }
  return tx.flowRevision.findUnique({ where: { namespace_flowId_revision: key }, select: { source: true } })
}

async function write(tx: Tx, actor: Actor, { flow, source }: { flow: Flow; source: string }): Promise<Date> {
  const updatedAt = new Date()
  const row = {
    revision: flow.revision,
    disabled: flow.disabled,
    deleted: false,
    labels: stored(flow.labels),
    description: localText(flow.description, 'en') ?? null,
    updatedAt,
  }
  await tx.flow.upsert({
    where: { namespace_id: { namespace: flow.namespace, id: flow.id } },
    create: { namespace: flow.namespace, id: flow.id, ...row },
    update: row,
  })
  await tx.flowRevision.create({
    data: {
      namespace: flow.namespace,
      flowId: flow.id,
      revision: flow.revision,
      source,
      compiled: stored(flow),
      createdById: actor.id,
      createdAt: updatedAt,
    },
  })
  return updatedAt
}
