import { afterAll, beforeAll, expect } from 'vitest'
import type { Actor } from '#server/actor.ts'
import { dispatch } from '#server/api/dispatch.ts'
import { saveApp } from '#server/apps/save-app.ts'
import { db } from '#server/db.ts'
import { saveFlow } from '#server/flows/save-flow.ts'
import { sendWaiting } from '#server/mail/send-waiting.ts'
import { disconnectTemporal } from '#server/temporal.ts'
import { openMailbox, setMailServer } from '#tests/harness/mailbox.ts'
import { makePerson } from '#tests/harness/people.ts'
import { sealToken } from '#server/secrets/sealed-token.ts'

export const box = await openMailbox()
setMailServer(`smtp://127.0.0.1:${box.port}`)

export let admin: Actor
export let engineer: Actor
export let stranger: Actor
export const doors = { anyone: '', verified: '', private: '' }
export const apps = { anyone: '', verified: '', private: '' }

const flow = (id: string) => `id: ${id}
namespace: company.team
inputs:
  - { id: wish, type: STRING }
  - { id: paper, type: FILE, required: false }
  - { id: mail, type: STRING, required: false, defaults: "{{ requester.kind }}:{{ requester.verified }}:{{ requester.email }}" }
tasks:
  - { id: hello, type: log, message: hello }
`
export const app = (id: string, access: string) => `id: ${id}
type: app
namespace: company.team
flowId: ${id}
displayName: The ${id}
access: ${access}
`

beforeAll(async () => {
  admin = (await makePerson({ roles: ['admin'] })).actor
  engineer = (await makePerson({ roles: ['engineer'] })).actor
  stranger = (await makePerson()).actor
  const accesses = {
    anyone: '{ type: PUBLIC }',
    verified: '{ type: PUBLIC, guest: VERIFIED_EMAIL }',
    private: 'PRIVATE',
  }
  for (const name of ['anyone', 'verified', 'private'] as const) {
    await saveFlow(engineer, flow(name))
    apps[name] = (await saveApp(engineer, app(name, accesses[name]))).id
    doors[name] = (await db.app.findUniqueOrThrow({ where: { id: apps[name] } })).publicId
  }
})
afterAll(async () => {
  await disconnectTemporal()
  await box.stop()
})

interface Sent {
  token?: string
  body?: unknown
  headers?: Record<string, string>
}

/** A call from outside: without a cookie, with the token of a link at most. */
export async function call<T = Record<string, string>>(
  line: string,
  { token, body, headers = {} }: Sent = {},
) {
  const [method, path] = line.split(' ')
  const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Guest ${token}` }
  const isBytes = body instanceof Uint8Array
  const answer = await dispatch(
    new Request(`http://localhost:3000/api/v1${path}`, {
      method,
      headers: { ...authorization, ...headers },
      body: body === undefined ? undefined : isBytes ? Buffer.from(body) : JSON.stringify(body),
    }),
  )
  const text = await answer.text()
  const json = text.startsWith('{') || text.startsWith('[') ? (JSON.parse(text) as T) : undefined
  return { status: answer.status, json, text, headers: answer.headers }
}

/** A ticket of a form that was opened some seconds ago. */
export const ticket = (name: keyof typeof apps, secondsAgo = 10) => {
  const at = Date.now() - secondsAgo * 1000
  return sealToken('formwork public form', { appId: apps[name], at }, at + 60_000)
}

export async function begin(name: keyof typeof apps, given: object = {}): Promise<string> {
  const { status, json } = await call(`POST /public/apps/${doors[name]}/guests`, { body: given })
  expect(status).toBe(200)
  return json?.token ?? ''
}

export const codeIn = async (to: string) => {
  await sendWaiting()
  return /\d{6}/.exec((await box.letter(to, 'is your code')).mail.subject ?? '')?.[0] ?? ''
}

export async function verified(email: string): Promise<string> {
  const asked = await call(`POST /public/apps/${doors.verified}/codes`, {
    body: { email, name: 'Vera Public', ticket: ticket('verified') },
  })
  expect(asked.status).toBe(200)
  const code = await codeIn(email)
  const told = await call(`POST /public/apps/${doors.verified}/guests`, {
    body: { verification: asked.json?.verification, code },
  })
  expect(told.status).toBe(200)
  return told.json?.token ?? ''
}

export const submit = (name: keyof typeof apps, token: string | undefined, body: object) =>
  call(`POST /public/apps/${doors[name]}/requests`, { token, body: { ticket: ticket(name), ...body } })
