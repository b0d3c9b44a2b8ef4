import { expect, test } from 'vitest'
import { writeComment } from '#server/comments/write-comment.ts'
import { db } from '#server/db.ts'
import { sendWaiting } from '#server/mail/send-waiting.ts'
import { listNotices } from '#server/notices/list-notices.ts'
import { answerLinkAsks } from './ask-link.ts'
import { revokeGuest } from './app-guests.ts'
import { admin, apps, begin, box, call, doors, engineer, submit, ticket, verified } from './test-doors.ts'

interface Comments {
  results: { by: { name: string; guest?: true }; html: string; files: { uri: string }[] }[]
  may: object
}

async function upload(token: string, text: string): Promise<string> {
  const body = new TextEncoder().encode(text)
  const made = await call('POST /uploads', { token, body: { name: 'note.txt', size: body.length } })
  const id = made.json?.id ?? ''
  const headers = { 'content-type': 'application/octet-stream' }
  expect((await call(`PUT /uploads/${id}?offset=0`, { token, body, headers })).status).toBe(200)
  return id
}

test('a guest and those inside write to each other about a request; the guest names and finds nobody', async () => {
  const email = 'talk@outside.example'
  const token = await verified(email)
  const id = (await submit('verified', token, { values: { wish: 'tea' } })).json?.requestId ?? ''
  const path = `/requests/${id}/comments`
  const uploadIds = [await upload(token, 'green')]
  const sent = await call(`POST ${path}`, {
    token,
    body: { text: 'A **green** one', mentions: [], uploadIds },
  })
  expect(sent.status).toBe(200)
  const { number } = await writeComment(admin, id, { text: 'We have it', mentions: [], uploadIds: [] }).then(
    () => db.request.findUniqueOrThrow({ where: { id }, select: { number: true } }),
  )
  const { json } = await call<Comments>(`GET ${path}`, { token })
  expect(json?.may).toEqual({ comment: true, share: false, mention: false })
  expect(json?.results.map(({ by }) => by)).toMatchObject([
    { name: admin.name },
    { name: 'Vera Public', guest: true },
  ])
  const uri = json?.results[1]?.files[0]?.uri ?? ''
  const file = await call(`GET /requests/${id}/file?uri=${encodeURIComponent(uri)}`, { token })
  expect(file.text).toBe('green')
  await sendWaiting()
  const letter = await box.letter(email, `News about your request ${number}`)
  expect(letter.mail.text).toContain('Somebody has written to you')
  expect(letter.mail.text).not.toContain('We have it')

  expect((await call(`GET /requests/${id}/people?q=ad`, { token })).status).toBe(403)
  const other = await begin('anyone')
  expect((await call(`GET ${path}`, { token: other })).status).toBe(404)
  const words = { text: 'x', mentions: [], uploadIds: [] }
  expect((await call(`POST ${path}`, { token: other, body: words })).status).toBe(404)
  expect((await listNotices(engineer)).results).toEqual([])
})

const ask = (email: string, secondsAgo = 10) =>
  call(`POST /public/apps/${doors.verified}/links`, {
    body: { email, ticket: ticket('verified', secondsAgo) },
  })

test('who lost their link is mailed another one to the address that they confirmed; the answer is the same for all', async () => {
  const email = 'lost@outside.example'
  const token = await verified(email)
  const { number, requestId } = (await submit('verified', token, { values: { wish: 'tea' } })).json ?? {}
  const known = await ask('Lost@Outside.example')
  const unknown = await ask('nobody@outside.example')
  expect([known.status, known.text]).toEqual([unknown.status, unknown.text])
  expect((await ask(email, 0)).status).toBe(409)
  expect(JSON.stringify(await db.guestLinkAsk.findMany({ select: { address: true } }))).not.toContain('lost@')
  await answerLinkAsks()
  await sendWaiting()
  expect(await db.guestLinkAsk.count()).toBe(0)
  expect(await db.mail.count({ where: { address: 'nobody@outside.example' } })).toBe(0)
  const letter = await box.letter(email, `The link to your request ${number}`)
  const fresh = /\/guest\/([\w-]{22})/.exec(letter.mail.text ?? '')?.[1]
  expect(fresh).not.toBe(token)
  // who asks in somebody's name takes nothing from them
  for (const link of [fresh, token])
    expect((await call(`GET /requests/${requestId}`, { token: link })).status).toBe(200)

  const guest = await db.guest.findFirstOrThrow({ where: { email } })
  await revokeGuest(engineer, apps.verified, guest.personId)
  for (const link of [fresh, token])
    expect((await call(`GET /requests/${requestId}`, { token: link })).status).toBe(401)
  await ask(email)
  await answerLinkAsks()
  expect(await db.mail.count({ where: { address: email, kind: 'guest-link' } })).toBe(1)
})

test('links to one address are few, whoever asks for them', async () => {
  const answers: number[] = []
  for (let count = 0; count < 6; count++) answers.push((await ask('many@outside.example')).status)
  expect(answers).toEqual([204, 204, 204, 204, 204, 429])
})
