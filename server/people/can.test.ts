import { describe, expect, test } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { AppError } from '#server/errors.ts'
import { can, couldEver, demand, isWithin, namespacesOf } from './can.ts'
import { nobody } from './nobody.ts'
import { permissions } from './permissions.ts'
import { systemActor } from './system-actor.ts'

function actor(roles: Actor['roles'], groups: string[] = []): Actor {
  return { ...nobody, id: 'me', roles, groups: groups.map((slug) => ({ id: slug, slug, owner: false })) }
}
const requester = actor([{ role: 'requester' }])
const engineer = actor([{ role: 'engineer' }])
const teamEngineer = actor([{ role: 'engineer', namespace: 'company.team' }])
const admin = actor([{ role: 'admin' }])

function refusal(run: () => void): string | undefined {
  try {
    run()
    return undefined
  } catch (error) {
    return error instanceof AppError ? error.code : 'other'
  }
}

describe('by role', () => {
  test('nobody may do anything, the system and an admin everything', () => {
    for (const permission of permissions) {
      expect(can(nobody, permission)).toBe(false)
      expect(can(admin, permission)).toBe(true)
      expect(can(systemActor, permission, { namespace: 'company' })).toBe(true)
    }
    expect(can(actor([{ role: 'owner-of-all' }]), 'app:use')).toBe(false)
    expect(can(actor([{ role: 'toString' }]), 'app:use')).toBe(false)
  })

  test('a requester uses apps and no more', () => {
    expect(permissions.filter((permission) => can(requester, permission))).toEqual([
      'app:read',
      'app:use',
      'file:write',
    ])
  })

  test('a role for a namespace holds in it and below it only', () => {
    expect(can(teamEngineer, 'flow:write', { namespace: 'company.team' })).toBe(true)
    expect(can(teamEngineer, 'flow:write', { namespace: 'company.team.sub' })).toBe(true)
    expect(can(teamEngineer, 'flow:write', { namespace: 'company.teams' })).toBe(false)
    expect(can(teamEngineer, 'flow:write', { namespace: 'company' })).toBe(false)
    expect(can(teamEngineer, 'flow:write')).toBe(false)
    expect(namespacesOf(teamEngineer, 'flow:write')).toEqual(['company.team'])
    expect(namespacesOf(engineer, 'flow:write')).toBe('all')
    expect(namespacesOf(requester, 'flow:write')).toEqual([])
    expect(isWithin('a.b', 'a')).toBe(true)
  })
})

describe('by relation', () => {
  test('a requester sees and withdraws their own request, and nobody else does', () => {
    const mine = { namespace: 'company', requesterId: 'me' }
    const other = { namespace: 'company', requesterId: 'other' }
    for (const permission of ['request:read', 'request:withdraw', 'file:read'] as const) {
      expect(can(requester, permission, mine)).toBe(true)
      expect(can(requester, permission, other)).toBe(false)
      expect(couldEver(requester, permission)).toBe(true)
    }
    expect(can(requester, 'execution:read', mine)).toBe(false)
  })

  test('a decider decides what they were asked, whatever their role; an engineer only looks', () => {
    expect(can(requester, 'approval:decide', { namespace: 'company', deciderIds: ['me'] })).toBe(true)
    expect(can(requester, 'approval:decide', { namespace: 'company', deciderIds: ['other'] })).toBe(false)
    expect(can(engineer, 'approval:read', { namespace: 'company', deciderIds: [] })).toBe(true)
    expect(can(engineer, 'approval:decide', { namespace: 'company', deciderIds: [] })).toBe(false)
  })

  test('a token belongs to its owner', () => {
    expect(can(requester, 'token:write', { ownerId: 'me' })).toBe(true)
    expect(can(requester, 'token:write', { ownerId: 'other' })).toBe(false)
    expect(can(requester, 'token:write')).toBe(false)
  })
})

describe('a scope', () => {
  const scoped = (scope: Actor['scope'], of = engineer) => ({ ...of, scope })

  test('holds what it names of what its owner holds, and no more', () => {
    const reader = scoped({ permissions: ['flow:read', 'user:read'] })
    expect(permissions.filter((permission) => can(reader, permission))).toEqual(['flow:read'])
    expect(couldEver(reader, 'approval:decide')).toBe(false)
    expect(can(reader, 'request:read', { requesterId: 'me', namespace: 'company' })).toBe(false)
    expect(can(reader, 'token:write', { ownerId: 'me' })).toBe(false)
    expect(
      permissions.filter((permission) => couldEver(scoped({ permissions: [] }, admin), permission)),
    ).toEqual([])
  })

  test('narrows every role and relation to its namespace', () => {
    const local = scoped({ namespace: 'company.team' })
    expect(namespacesOf(local, 'flow:read')).toEqual(['company.team'])
    expect(can(local, 'flow:read', { namespace: 'company.team.sub' })).toBe(true)
    expect(can(local, 'flow:read', { namespace: 'company' })).toBe(false)
    expect(can(local, 'flow:read')).toBe(false)
    expect(can(scoped({ namespace: 'company.team' }, admin), 'user:read')).toBe(false)
    expect(namespacesOf(scoped({ namespace: 'company' }, teamEngineer), 'flow:read')).toEqual([
      'company.team',
    ])
    expect(namespacesOf(scoped({ namespace: 'other' }, teamEngineer), 'flow:read')).toEqual([])
    const mine = (namespace: string) => ({ namespace, requesterId: 'me' })
    expect(can(local, 'request:withdraw', mine('company.team'))).toBe(true)
    expect(can(local, 'request:withdraw', mine('company'))).toBe(false)
    expect(can(local, 'file:write', { ownerId: 'me' })).toBe(true)
  })
})

test('an app for some groups is for them, seen by its authors, used by admins', () => {
  const subject = { namespace: 'company', appGroups: ['finance'] }
  expect(can(requester, 'app:use', subject)).toBe(false)
  expect(can(requester, 'app:read', subject)).toBe(false)
  expect(can(actor([{ role: 'requester' }], ['finance']), 'app:use', subject)).toBe(true)
  expect(can(engineer, 'app:read', subject)).toBe(true)
  expect(can(engineer, 'app:use', subject)).toBe(false)
  expect(can(admin, 'app:use', subject)).toBe(true)
  expect(can(actor([], ['finance']), 'app:use', subject)).toBe(false)
})

test('a refusal does not tell of what one may not see', () => {
  const other = { namespace: 'company', requesterId: 'other' }
  expect(refusal(() => demand(requester, 'request:withdraw', other))).toBe('not-found')
  expect(refusal(() => demand(engineer, 'request:withdraw', other))).toBe('forbidden')
  expect(refusal(() => demand(teamEngineer, 'flow:read', { namespace: 'other' }))).toBe('not-found')
  expect(refusal(() => demand(teamEngineer, 'flow:write', { namespace: 'other' }))).toBe('forbidden')
  expect(refusal(() => demand(requester, 'user:read'))).toBe('forbidden')
  expect(refusal(() => demand(admin, 'user:read'))).toBeUndefined()
})
