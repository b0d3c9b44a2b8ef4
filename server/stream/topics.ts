import type { Actor } from '#server/actor.ts'
import { findUsable } from '#server/apps/find-app.ts'
import { findSeen } from '#server/apps/find-seen.ts'
import { db } from '#server/db.ts'
import { can, namespacesOf } from '#server/people/can.ts'
import type { Permission } from '#server/people/permissions.ts'
import { findRequest } from '#server/requests/find-request.ts'
import { AppError } from '#server/errors.ts'

type Check = (actor: Actor, name: string) => boolean | Promise<boolean>

const own: Check = (actor, name) => name === actor.id

/** Who may hear what, by the word before the colon; the names are those of `server/events.ts`. */
const checks: Readonly<Record<string, Check>> = {
  requests: own,
  drafts: own,
  inbox: own,
  notices: own,
  runs: (actor, name) => name === '' && hasAny(actor),
  triggers: (actor, name) => name === '' && hasAny(actor, 'trigger:read'),
  apps: (actor, name) => name === '' && (hasAny(actor, 'app:use') || hasAny(actor, 'app:read')),
  app: (actor, name) => isSeen(() => findUsable(actor, name)),
  flow: (actor, name) =>
    can(actor, 'flow:read', { namespace: name.slice(0, Math.max(name.lastIndexOf('/'), 0)) }),
  kv: (actor, name) => (name === '' ? hasAny(actor, 'kv:read') : can(actor, 'kv:read', { namespace: name })),
  secrets: (actor, name) => can(actor, 'secret:read', { namespace: name }),
  namespaces: (actor, name) => can(actor, 'namespace:read', { namespace: name }),
  'namespace-files': (actor, name) => can(actor, 'namespace-file:read', { namespace: name }),
  execution: async (actor, name) =>
    (await ofExecution(actor, name, 'execution:read')) || (await inItsApp(actor, name)),
  logs: (actor, name) => ofExecution(actor, name, 'log:read'),
  request: (actor, name) => isSeen(() => findRequest(actor, name)),
}

async function ofExecution(actor: Actor, id: string, permission: Permission): Promise<boolean> {
  if (!hasAny(actor, permission)) return false
  const row = await db.execution.findUnique({ where: { id }, select: { namespace: true } })
  return row !== null && can(actor, permission, { namespace: row.namespace })
}

/** Whoever sees an execution's page in its app hears that it changed. */
async function inItsApp(actor: Actor, id: string): Promise<boolean> {
  const row = await db.execution.findUnique({
    where: { id },
    select: { request: { select: { appId: true } } },
  })
  const appId = row?.request?.appId
  return typeof appId === 'string' && isSeen(() => findSeen(actor, appId, id))
}

async function isSeen(find: () => Promise<unknown>): Promise<boolean> {
  try {
    await find()
    return true
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return false
    throw error
  }
}

function hasAny(actor: Actor, permission: Permission = 'execution:read'): boolean {
  const roots = namespacesOf(actor, permission)
  return roots === 'all' || roots.length > 0
}

/** Whether there is such a kind of topic at all. */
export function isTopic(topic: string): boolean {
  return topic.length <= 300 && Object.hasOwn(checks, kindOf(topic))
}

/** Whether the actor may hear of it: the same rule as for reading what it is about. */
export async function mayHear(actor: Actor, topic: string): Promise<boolean> {
  const kind = kindOf(topic)
  const check = Object.hasOwn(checks, kind) ? checks[kind] : undefined
  return check ? check(actor, topic.slice(kind.length + 1)) : false
}

function kindOf(topic: string): string {
  const end = topic.indexOf(':')
  return end === -1 ? topic : topic.slice(0, end)
}
