import { expect, test } from 'vitest'
import { listAudit } from '#server/audit/list.ts'
import { db } from '#server/db.ts'
import { sendWaiting } from '#server/mail/send-waiting.ts'
import { listPeople } from '#server/people/list-people.ts'
import { listGuests, revokeGuest } from './app-guests.ts'
import { renewPublicAddress, shareOf } from './share-app.ts'
import {
  admin,
  apps,
  begin,
  box,
  call,
  codeIn,
  doors,
  engineer,
  stranger,
  submit,
  ticket,
  verified,
} from './test-doors.ts'

test('a public app opens for anybody; a private one, and what is none, for nobody', async () => {
  const opened = await call<{ form: object }>(`GET /public/apps/${doors.anyone}?wish=tea`)
  expect(opened.status).toBe(200)
  expect(opened.json).toMatchObject({ you: 'visitor', verify: false, displayName: 'The anyone' })
  expect(opened.text).not.toContain(apps.anyone)
  expect(opened.headers.get('access-control-allow-origin')).toBeNull()
  for (const id of [doors.private, apps.anyone, 'f'.repeat(32), '%00'])
    expect((await call(`GET /public/apps/${id}`)).status, id).toBe(404)
  await db.app.update({ where: { id: apps.anyone }, data: { disabled: true } })
  expect((await call(`GET /public/apps/${doors.anyone}`)).status).toBe(404)
  await db.app.update({ where: { id: apps.anyone }, data: { disabled: false } })
})

test('anyone submits, follows, and withdraws nothing of others; their token opens nothing else', async () => {
  const token = await begin('anyone', { name: 'Gus', email: 'gus@outside.example' })
  const sent = await submit('anyone', token, { values: { wish: 'tea' } })
  expect(sent.status).toBe(200)
  const id = sent.json?.requestId ?? ''
  const seen = await call(`GET /requests/${id}`, { token })
  expect(seen.json).toMatchObject({ requester: { name: 'Gus' }, number: sent.json?.number })
  expect(JSON.stringify(seen.json)).toContain('guest:false:gus@outside.example')
  const page = await call<{ requests: object[] }>('GET /guest', { token })
  expect(page.json).toMatchObject({ verified: false, requests: [{ id }] })

  const other = await begin('anyone')
  expect((await call(`GET /requests/${id}`, { token: other })).status).toBe(404)
  expect((await call(`POST /requests/${id}/withdraw`, { token: other })).status).toBe(404)
  for (const line of [
    'GET /me',
    'POST /me/api-tokens',
    'GET /requests',
    'GET /apps/catalog',
    'GET /users',
    'GET /flows/search',
  ])
    expect(
      (await call(line, { token, body: line.startsWith('POST') ? { name: 'x' } : undefined })).status,
      line,
    ).toBe(403)
  // another app of the same kind is not theirs either: they are anybody there
  expect((await submit('verified', token, { values: { wish: 'x' } })).status).toBe(401)
  expect((await call('GET /guest', { token: 'nothing' })).status).toBe(401)
  expect((await call('GET /guest')).status).toBe(401)
  const { results } = await listAudit(admin, { action: 'guest:begin', size: 10 })
  expect(results.map(({ door }) => door)).toContain('guest')
  // who it was, and no address that is nobody's
  expect(results.map(({ actor }) => actor)).toMatchObject([
    { name: 'Guest', guest: { verified: false } },
    { name: 'Gus', email: 'gus@outside.example', guest: { verified: false } },
  ])
  expect(JSON.stringify(results)).not.toContain('guest.invalid')
  const created = await db.auditEntry.findFirstOrThrow({
    where: { action: 'execution:create', door: 'guest' },
  })
  expect(created.actorId).toMatch(/^[0-9a-f]{32}$/)
})

test('who gave a file first says afterwards who they are, until they have asked for something', async () => {
  const token = await begin('anyone')
  const about = { name: 'Late Gus', email: 'Late@Outside.example' }
  const sent = await submit('anyone', token, { values: { wish: 'tea' }, about })
  const id = sent.json?.requestId ?? ''
  const seen = await call(`GET /requests/${id}`, { token })
  expect(seen.json).toMatchObject({ requester: { name: 'Late Gus' } })
  expect(JSON.stringify(seen.json)).toContain('guest:false:late@outside.example')

  await submit('anyone', token, { values: { wish: 'milk' }, about: { name: 'Somebody Else' } })
  expect((await call(`GET /requests/${id}`, { token })).json).toMatchObject({
    requester: { name: 'Late Gus' },
  })
  const confirmed = await verified('sure@outside.example')
  await submit('verified', confirmed, { values: { wish: 'tea' }, about: { email: 'other@outside.example' } })
  expect(await db.guest.count({ where: { email: 'other@outside.example' } })).toBe(0)
})

test('a guest is in no list of people, holds no role, and cannot be given one', async () => {
  await begin('anyone', { name: 'Hidden Guest' })
  const guest = await db.person.findFirstOrThrow({ where: { name: 'Hidden Guest' } })
  expect(guest).toMatchObject({ kind: 'guest', passwordHash: null })
  expect(guest.email).toMatch(/@guest\.invalid$/)
  const people = await listPeople(admin, { size: 100 } as Parameters<typeof listPeople>[1])
  expect(JSON.stringify(people)).not.toContain('Hidden Guest')
})

test('a program that fills in what nobody sees, or is too quick, is refused; a person whose browser did it sends once more', async () => {
  const token = await begin('anyone')
  const before = await db.request.count()
  const trapped = await submit('anyone', token, { values: { wish: 'x' }, trap: 'http://spam.example' })
  expect(trapped).toMatchObject({
    status: 409,
    json: { message: expect.stringContaining('send them once more') },
  })
  expect(trapped.text).toContain('"path":"trap"')
  const quick = await submit('anyone', token, { values: { wish: 'x' }, ticket: ticket('anyone', 0) })
  expect(quick).toMatchObject({ status: 409, json: { message: expect.stringContaining('wait two seconds') } })
  expect(await db.request.count()).toBe(before)
  expect((await submit('anyone', token, { values: { wish: 'x' }, trap: '' })).status).toBe(200)
  for (const wrong of ['x', ticket('verified'), ticket('anyone', 3600)])
    expect((await submit('anyone', token, { values: { wish: 'x' }, ticket: wrong })).status).toBe(409)
  const quiet = await call(`POST /public/apps/${doors.verified}/codes`, {
    body: { email: 'spam@outside.example', ticket: ticket('verified'), trap: 'x' },
  })
  expect(quiet.status).toBe(409)
  expect(await db.mail.count({ where: { address: 'spam@outside.example' } })).toBe(0)
})

test('a mail address is confirmed by six digits: wrong ones are counted, and end the code', async () => {
  expect((await call(`GET /public/apps/${doors.verified}`)).json).toMatchObject({ verify: true })
  expect((await call(`GET /public/apps/${doors.verified}`)).json).not.toHaveProperty('form')
  expect((await call(`POST /public/apps/${doors.verified}/validate`, { body: { values: {} } })).status).toBe(
    403,
  )
  expect((await call(`POST /public/apps/${doors.verified}/guests`, { body: { name: 'x' } })).status).toBe(403)

  const email = 'tries@outside.example'
  const asked = await call(`POST /public/apps/${doors.verified}/codes`, {
    body: { email: 'Tries@Outside.example', ticket: ticket('verified') },
  })
  const verification = asked.json?.verification
  const code = await codeIn(email)
  const stored = await db.guest.findUniqueOrThrow({ where: { personId: verification } })
  expect(JSON.stringify(stored)).not.toContain(code)
  const tell = (given: string, door = doors.verified) =>
    call(`POST /public/apps/${door}/guests`, { body: { verification, code: given } })
  const wrong = code === '000000' ? '000001' : '000000'
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => tell(wrong)))
  expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422, 422])
  expect((await tell(code)).status).toBe(422)

  const token = await verified('vera@outside.example')
  const opened = await call(`GET /public/apps/${doors.verified}`, { token })
  expect(opened.json).toMatchObject({ you: 'guest', verify: false })
  const sent = await submit('verified', token, { values: { wish: 'tea' } })
  expect(JSON.stringify((await call(`GET /requests/${sent.json?.requestId}`, { token })).json)).toContain(
    'guest:true:vera@outside.example',
  )
  await sendWaiting()
  const letter = await box.letter('vera@outside.example', `We have your request ${sent.json?.number}`)
  expect(letter.mail.text).toContain(`/guest/${token}`)
  // it stands sealed until it is sent, and then nowhere
  expect(await db.mail.count({ where: { kind: 'guest-request', path: { not: null } } })).toBe(0)
})

test('codes to one address are few, whoever asks for them', async () => {
  const ask = () =>
    call(`POST /public/apps/${doors.verified}/codes`, {
      body: { email: 'flood@outside.example', ticket: ticket('verified') },
    })
  const statuses = []
  for (let i = 0; i < 6; i++) statuses.push((await ask()).status)
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
})

test('a file is the guest’s own, small, and goes along', async () => {
  const token = await begin('anyone')
  const announced = await call('POST /uploads', { token, body: { name: 'paper.txt', size: 5 } })
  expect(announced.status).toBe(200)
  const part = await call(`PUT /uploads/${announced.json?.id}?offset=0`, {
    token,
    body: new TextEncoder().encode('hello'),
  })
  expect(part.json).toMatchObject({ complete: true })
  const other = await begin('anyone')
  expect((await call(`GET /uploads/${announced.json?.id}`, { token: other })).status).toBe(404)
  expect((await submit('anyone', other, { values: { wish: 'x', paper: announced.json?.id } })).status).toBe(
    422,
  )
  expect((await call('POST /uploads', { token, body: { name: 'large.bin', size: 20_000_001 } })).status).toBe(
    413,
  )
  expect((await call('POST /uploads', { body: { name: 'x', size: 1 } })).status).toBe(401)
  const sent = await submit('anyone', token, { values: { wish: 'x', paper: announced.json?.id } })
  expect(sent.status).toBe(200)
  const long = 'x'.repeat(300_000)
  expect((await submit('anyone', token, { values: { wish: long } })).status).toBe(413)
})

test('a link is ended by its guest or by the app’s editors, and by nobody else', async () => {
  const token = await begin('anyone', { name: 'Ends It' })
  expect((await call('DELETE /guest', { token })).status).toBe(204)
  expect((await call('GET /guest', { token })).status).toBe(401)

  const second = await begin('anyone', { name: 'Is Ended' })
  const { results } = await listGuests(engineer, apps.anyone, { page: 1, size: 100 })
  const row = results.find(({ name }) => name === 'Is Ended')
  expect(JSON.stringify(results)).not.toContain(second)
  await expect(listGuests(stranger, apps.anyone, { page: 1, size: 1 })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await expect(revokeGuest(stranger, apps.anyone, row?.id ?? '')).rejects.toMatchObject({ code: 'forbidden' })
  await expect(revokeGuest(engineer, apps.verified, row?.id ?? '')).rejects.toMatchObject({
    code: 'not-found',
  })
  await revokeGuest(engineer, apps.anyone, row?.id ?? '')
  expect((await call('GET /guest', { token: second })).status).toBe(401)
})

test('the public address is changed by the app’s editors; guests keep their links', async () => {
  const token = await begin('anyone')
  const before = await shareOf(engineer, apps.anyone)
  expect(before).toMatchObject({ public: true, publicUrl: `http://localhost:3000/public/${doors.anyone}` })
  await expect(renewPublicAddress(stranger, apps.anyone)).rejects.toMatchObject({ code: 'forbidden' })
  const old = doors.anyone
  const after = await renewPublicAddress(engineer, apps.anyone)
  doors.anyone = after.publicUrl.split('/').at(-1) ?? ''
  expect(doors.anyone).not.toBe(old)
  expect((await call(`GET /public/apps/${old}`)).status).toBe(404)
  expect((await call(`GET /public/apps/${doors.anyone}`)).status).toBe(200)
  expect((await call('GET /guest', { token })).status).toBe(200)
})
