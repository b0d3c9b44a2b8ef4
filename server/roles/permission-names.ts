import { z } from 'zod'
import { didYouMean } from '#engine/flow/parse/nearest.ts'
import { permissions, type Permission } from '#server/people/permissions.ts'

/** Resources that Kestra calls otherwise. */
const resources: Readonly<Record<string, string>> = { kvstore: 'kv', auditlog: 'audit' }

/** Kestra's actions as our verbs; the first that the resource has is meant. */
const verbs: Readonly<Record<string, readonly string[]>> = {
  view: ['read'],
  list: ['read'],
  read: ['read'],
  export: ['read'],
  validate: ['read'],
  follow: ['read'],
  access_outputs: ['read'],
  create: ['create', 'write'],
  update: ['update', 'write'],
  delete: ['delete', 'write'],
  import: ['write'],
  enable: ['write'],
  disable: ['write'],
  lock: ['write'],
  unlock: ['write'],
  backfill: ['write'],
  use: ['use'],
  kill: ['kill'],
  restart: ['update'],
  replay: ['update'],
  pause: ['update'],
  resume: ['update'],
  unqueue: ['update'],
  force_run: ['update'],
  change_labels: ['update'],
}

/** Those that are of another resource here. */
const elsewhere: Readonly<Record<string, Permission>> = {
  'flow:execute': 'execution:create',
  'execution:execute': 'execution:create',
  'execution:access_logs': 'log:read',
  'execution:access_files': 'file:read',
  'group:manage_members': 'group-member:write',
}

const find = (name: string) => permissions.find((one) => one === name)

/** The permission that a resource and an action name, ours or Kestra's: `FLOW` and `UPDATE` is `flow:write`. */
export function permissionOf(resource: string, action: string): Permission | undefined {
  const given = resource.toLowerCase()
  const ours = (resources[given] ?? given).replaceAll('_', '-')
  const verb = action.toLowerCase()
  const spelled = find(`${ours}:${verb}`) ?? elsewhere[`${ours}:${verb}`]
  if (spelled) return spelled
  for (const name of verbs[verb] ?? []) {
    const permission = find(`${ours}:${name}`)
    if (permission) return permission
  }
  return undefined
}

/** Says that there is no such permission, and which is the nearest. */
export function noPermission(name: string): string {
  return `there is no permission ${name.slice(0, 100)}${didYouMean(name, permissions)}`
}

/** A permission by its name, `resource:verb`. */
export const permissionName = z.enum(permissions, {
  error: ({ input }) => (typeof input === 'string' ? noPermission(input) : 'is no name of a permission'),
})
