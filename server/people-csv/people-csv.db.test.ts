import { describe, expect, test } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { dispatch } from '#server/api/dispatch.ts'
import { listAudit } from '#server/audit/list.ts'
import { verifyAudit } from '#server/audit/verify.ts'
import { db } from '#server/db.ts'
import { createGroup } from '#server/groups/save-group.ts'
import { loadActor } from '#server/people/load-actor.ts'
import { openSession } from '#server/people/sessions.ts'
import { bindRoles } from '#server/roles/bind-role.ts'
import { createRole } from '#server/roles/save-role.ts'
import { createToken } from '#server/tokens/own-tokens.ts'
import { makePerson } from '#tests/harness/people.ts'
import { importPeople } from './import-people.ts'
import type { ImportResult } from './view.ts'

const admin = (await makePerson({ roles: ['admin'], name: 'Ada' })).actor
const plain = (await makePerson({ roles: ['engineer'] })).actor
const finance = await createGroup(admin, { slug: 'finance', name: 'Finance' })
const { fullToken: byAdmin } = await createToken(admin, { name: 'csv' })
const { fullToken: byPlain } = await createToken(plain, { name: 'csv' })
const bytes = (lines: readonly string[]) => new TextEncoder().encode(lines.join('\n'))
const head = 'mail,name,groups,roles,manager,timeZone,language,active'
const trial = (...lines: string[]) => importPeople(admin, bytes(lines), { dryRun: true, invite: false })
const done = (...lines: string[]) => importPeople(admin, bytes(lines), { dryRun: false, invite: false })
const person = (email: string) =>
  db.person.findUniqueOrThrow({
    where: { email },
    include: { roleBindings: true, memberships: true, manager: true },
  })
const problemsOf = ({ rows }: ImportResult) =>
  rows.flatMap(({ problems }) => problems.map(({ line, column, message }) => [line, column, message]))

/** Holds the rights to administer people, and little of what people hold. */
async function clerk(): Promise<Actor> {
  const { actor } = await makePerson()
  const { id: roleId } = await createRole(admin, {
    name: `Clerks of ${actor.id}`,
    description: '',
    permissions: ['user:read', 'user:write', 'binding:write', 'group:read', 'group-member:write'],
  })
  await bindRoles(admin, [{ type: 'USER', externalId: actor.id, roleId }])
  const loaded = await loadActor(actor.id, { door: 'web' })
  if (!loaded) throw new Error('There is no clerk')
  return loaded
}

describe('a file of people', () => {
  test('is tried first, then makes them with their manager, groups and roles, and changes nothing when done again', async () => {
    const file = [
      head,
      'lee@csv.example,Lee Low,finance,engineer@company.csv; viewer,boss@csv.example,Europe/Berlin,de,true',
      'Boss@csv.example,Bea Boss,,,,,,',
    ]
    const tried = await trial(...file)
    expect(tried).toMatchObject({ applied: false, counts: { new: 2, wrong: 0 } })
    expect(tried.rows[0]?.changes).toContainEqual({
      column: 'roles',
      before: undefined,
      after: 'engineer@company.csv; viewer',
    })
    expect(await db.person.count({ where: { email: { endsWith: '@csv.example' } } })).toBe(0)

    expect(await done(...file)).toMatchObject({ applied: true, counts: { new: 2 } })
    const lee = await person('lee@csv.example')
    expect(lee).toMatchObject({
      name: 'Lee Low',
      timeZone: 'Europe/Berlin',
      language: 'de',
      passwordHash: null,
      manager: { email: 'boss@csv.example' },
      memberships: [{ groupId: finance.id, owner: false }],
    })
    expect(lee.roleBindings.map(({ role, namespace }) => [role, namespace]).sort()).toEqual([
      ['engineer', 'company.csv'],
      ['viewer', null],
    ])
    expect((await person('boss@csv.example')).roleBindings).toEqual([])
    expect(await done(...file)).toMatchObject({ counts: { new: 0, changed: 0, unchanged: 2 } })
    const { results } = await listAudit(admin, { subjectId: lee.id, size: 9 })
    expect(results).toMatchObject([{ action: 'user:create', after: { name: 'Lee Low', groups: 'finance' } }])
    expect((await verifyAudit()).findings).toEqual([])
  })

  test('changes what it says, and leaves what it does not say', async () => {
    const { actor } = await makePerson({ name: 'Old Name', roles: ['viewer'], groups: ['finance'] })
    const email = actor.email
    await openSession(actor.id, {})
    await createToken(actor, { name: 'x' })
    await db.groupMember.updateMany({ where: { personId: actor.id }, data: { owner: true } })
    const { rows } = await done('mail,name', `${email},New Name`)
    expect(rows).toMatchObject([
      { what: 'changed', changes: [{ column: 'name', before: 'Old Name', after: 'New Name' }] },
    ])
    await done('mail,name', 'usual@csv.example,Usual')
    expect((await person('usual@csv.example')).roleBindings).toMatchObject([{ role: 'requester' }])
    const after = await person(email)
    expect(after).toMatchObject({ roleBindings: [{ role: 'viewer' }], memberships: [{ owner: true }] })
    expect(await db.session.count({ where: { personId: actor.id } })).toBe(1)

    await done('mail,groups,roles,active', `${email},,launcher,false`)
    expect(await person(email)).toMatchObject({
      active: false,
      memberships: [],
      roleBindings: [{ role: 'launcher' }],
    })
    expect(await db.session.count({ where: { personId: actor.id } })).toBe(0)
    expect(await db.apiToken.count({ where: { personId: actor.id } })).toBe(0)
  })

  test('is all or nothing, and says what is wrong where', async () => {
    const file = [
      head,
      'right@all.example,Right,,,,,,',
      'nowhere,Wrong,nogroup,norole,nobody@all.example,Here,,perhaps',
      'right@all.example,Again,,,,,,',
      'new@all.example,,,,,,,',
    ]
    const tried = await trial(...file)
    expect(problemsOf(tried)).toEqual([
      [3, 'mail', 'is not a mail address'],
      [3, 'timeZone', expect.stringContaining('is no time zone')],
      [3, 'active', 'is true or false'],
      [3, 'groups', 'there is no group nogroup'],
      [3, 'roles', 'there is no role norole'],
      [3, 'manager', 'nobody@all.example is nobody here, nor in this file'],
      [4, 'mail', 'is in line 2 already'],
      [5, 'name', 'is required for somebody new'],
    ])
    expect(tried.counts).toEqual({ new: 1, changed: 0, unchanged: 0, wrong: 3 })
    await expect(done(...file)).rejects.toMatchObject({
      code: 'invalid',
      details: expect.arrayContaining([
        { path: 'mail', message: 'mail is in line 2 already', line: 4, column: 1 },
      ]),
    })
    expect(await db.person.count({ where: { email: { endsWith: '@all.example' } } })).toBe(0)
  })

  test('lets no managers go round in a circle, in the file or with those who are there', async () => {
    await done('mail,name,manager', 'top@ring.example,Top,', 'low@ring.example,Low,top@ring.example')
    expect(problemsOf(await trial('mail,manager', 'top@ring.example,low@ring.example'))).toEqual([
      [2, 'manager', expect.stringContaining('circle')],
    ])
    const ring = ['a,b', 'b,c', 'c,a'].map((pair) => {
      const [one = '', above = ''] = pair.split(',')
      return `${one}@ring.example,${one},${above}@ring.example`
    })
    expect(problemsOf(await trial('mail,name,manager', ...ring)).map(([line]) => line)).toEqual([2, 3, 4])
    const self = await trial('mail,name,manager', 'me@ring.example,Me,me@ring.example')
    expect(problemsOf(self)).toEqual([[2, 'manager', 'is the person themselves']])
    // turned round in one file, it is no circle at any time that counts
    const turned = ['low@ring.example,', 'top@ring.example,low@ring.example']
    expect(await done('mail,manager', ...turned)).toMatchObject({ counts: { changed: 2 } })
  })

  test('gives nobody what its sender does not hold, and changes nobody above them', async () => {
    const less = await clerk()
    const above = await makePerson({ roles: ['engineer'], name: 'Above' })
    await bindRoles(admin, [{ type: 'GROUP', externalId: finance.id, roleId: 'engineer' }])
    const tried = await importPeople(
      less,
      bytes([
        'mail,name,roles,groups',
        'new@less.example,New,admin,',
        'other@less.example,Other,requester,finance',
        `${above.email},Renamed,engineer,`,
        `${admin.email},Ada,,`,
        'fine@less.example,Fine,requester,',
      ]),
      { dryRun: true, invite: false },
    )
    expect(problemsOf(tried)).toEqual([
      [2, 'roles', expect.stringContaining('you do not hold it')],
      [3, 'groups', 'you may not say who is in finance'],
      [4, 'mail', expect.stringContaining('holds more than you')],
      [5, 'roles', expect.stringContaining('nor take admin')],
    ])
    expect(tried.rows.map(({ what }) => what)).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'new'])
  })

  test('leaves an administrator', async () => {
    await expect(done('mail,active', `${admin.email},false`)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('of five thousand is done in a call, and can be verified', async () => {
    const file = [head]
    for (let index = 0; index < 5000; index++)
      file.push(
        `p${index}@many.example,Person ${index},finance,viewer@company.n${index % 9},${index > 0 ? `p${Math.floor(index / 10)}@many.example` : ''},UTC,en,true`,
      )
    expect(await done(...file)).toMatchObject({ counts: { new: 5000 } })
    expect(await db.groupMember.count({ where: { groupId: finance.id } })).toBeGreaterThanOrEqual(5000)
    expect((await verifyAudit()).findings).toEqual([])
  })
})

describe('by the API', () => {
  async function call(token: string, path: string, file?: string) {
    const form = new FormData()
    if (file !== undefined) form.set('file', new Blob([file]), 'people.csv')
    return dispatch(
      new Request(`http://localhost:3000/api/v1${path}`, {
        method: file === undefined ? 'GET' : 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: file === undefined ? undefined : form,
      }),
    )
  }

  test('an export is read again without a change, and is told in the audit', async () => {
    await done('mail,name', "formula@trip.example,=cmd|' /C calc'!A0", '"quo@trip.example","Quo, ""the"" Té"')
    const role = await createRole(admin, { name: 'Odd; @name', description: '', permissions: ['flow:read'] })
    const { id } = await person('quo@trip.example')
    await bindRoles(admin, [{ type: 'USER', externalId: id, roleId: role.id, namespaceId: 'a.b' }])
    const exported = await (await call(byAdmin, '/users/export?q=trip.example')).text()
    expect(exported.split('\r\n')[0]).toBe(head)
    expect(exported).toContain("formula@trip.example,'=cmd|")
    const answer = await call(byAdmin, '/users/import?dryRun=true', exported)
    expect(await answer.json()).toMatchObject({
      applied: false,
      counts: { unchanged: 2, changed: 0, wrong: 0 },
    })
    const { results } = await listAudit(admin, { action: 'user:export', size: 1 })
    expect(results).toMatchObject([{ actor: { id: admin.id }, after: { q: 'trip.example' } }])
  })

  test('a file with a mistake is a 422 with its line, and others get nothing', async () => {
    const wrong = await call(byAdmin, '/users/import', 'mail,name\nx@api.example,X\nnowhere,Y\n')
    expect(wrong.status).toBe(422)
    expect(await wrong.json()).toMatchObject({
      message: 'Nothing was done: 1 thing is wrong with the file.',
      _embedded: { errors: [{ path: 'mail', line: 3 }] },
    })
    expect((await call(byAdmin, '/users/import', '')).status).toBe(422)
    for (const path of ['/users/import', '/users/import?dryRun=true'])
      expect((await call(byPlain, path, 'mail,name\nx@api.example,X')).status).toBe(403)
    expect((await call(byPlain, '/users/export')).status).toBe(403)
    expect(await db.person.count({ where: { email: 'x@api.example' } })).toBe(0)
    await expect(importPeople(plain, bytes(['mail']), { dryRun: true, invite: false })).rejects.toMatchObject(
      {
        code: 'forbidden',
      },
    )
  })
})
