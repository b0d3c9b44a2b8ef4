import { describe, expect, test } from 'vitest'
import { permissions } from '#server/people/permissions.ts'
import { permissionOf } from './permission-names.ts'
import { roleBody } from './schemas.ts'

test('every permission is named by its own parts', () => {
  for (const permission of permissions) {
    const [resource = '', verb = ''] = permission.split(':')
    expect(permissionOf(resource, verb)).toBe(permission)
  }
})

test.each([
  ['FLOW', 'READ', 'flow:read'],
  ['FLOW', 'CREATE', 'flow:write'],
  ['FLOW', 'UPDATE', 'flow:write'],
  ['FLOW', 'DELETE', 'flow:delete'],
  ['FLOW', 'EXECUTE', 'execution:create'],
  ['EXECUTION', 'CREATE', 'execution:create'],
  ['EXECUTION', 'UPDATE', 'execution:update'],
  ['EXECUTION', 'REPLAY', 'execution:update'],
  ['EXECUTION', 'ACCESS_LOGS', 'log:read'],
  ['KVSTORE', 'LIST', 'kv:read'],
  ['AUDITLOG', 'VIEW', 'audit:read'],
  ['NAMESPACE_FILE', 'UPDATE', 'namespace-file:write'],
  ['SERVICE_ACCOUNT', 'DELETE', 'service-account:write'],
  ['GROUP', 'MANAGE_MEMBERS', 'group-member:write'],
  ['FLOW', 'IMPERSONATE', undefined],
  ['WORKER_GROUP', 'READ', undefined],
])('Kestra’s %s %s is %s', (resource, action, permission) => {
  expect(permissionOf(resource, action)).toBe(permission)
})

describe('what is no permission', () => {
  const problemsOf = (given: unknown) =>
    roleBody
      .safeParse({ name: 'x', permissions: given })
      .error?.issues.map(({ path, message }) => [path.join('.'), message])

  test('is named with the nearest that there is', () => {
    expect(problemsOf(['flow:read', 'flow:raed'])).toEqual([
      ['permissions.1', 'there is no permission flow:raed; did you mean "flow:read"?'],
    ])
    expect(problemsOf(['nothing of the kind'])).toEqual([
      ['permissions.0', 'there is no permission nothing of the kind'],
    ])
    expect(problemsOf({ FLOW: ['READ', 'REED'] })).toEqual([
      ['permissions.FLOW.1', 'there is no permission flow:reed; did you mean "flow:read"?'],
    ])
  })

  test('is refused in words whatever it is', () => {
    expect(problemsOf('flow:read')).toEqual([
      ['permissions', 'is a list of permissions, or of verbs by resource'],
    ])
    expect(problemsOf([7])).toEqual([['permissions.0', 'is no name of a permission']])
    expect(problemsOf({ FLOW: 'READ' })?.[0]?.[0]).toBe('permissions.FLOW')
  })
})
