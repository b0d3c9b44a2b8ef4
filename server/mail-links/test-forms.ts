import { POST as forgotForm } from '#app/api/auth/forgot/route.ts'
import { POST as passwordForm } from '#app/api/auth/password/route.ts'
import { listAudit } from '#server/audit/list.ts'
import { sendWaiting } from '#server/mail/send-waiting.ts'
import { linkIn, openMailbox, setMailServer } from '#tests/harness/mailbox.ts'
import { makePerson } from '#tests/harness/people.ts'
import { expect } from 'vitest'
import { answerResetAsks } from './answer-asks.ts'

// A mail server, an administrator, and the forms without JavaScript as a browser sends them.
export const box = await openMailbox()
setMailServer(`smtp://127.0.0.1:${box.port}`)

export const site = 'http://localhost:3000'
export const admin = await makePerson({ roles: ['admin'], name: 'Ada Admin' })
export const fresh = 'hund kuchen lampe'

export function form(
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Request {
  const body = new URLSearchParams(fields).toString()
  return new Request(`${site}${path}`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(body.length),
      ...headers,
    },
  })
}

export async function forgot(email: string): Promise<string | null> {
  const response = await forgotForm(form('/api/auth/forgot', { email }, { origin: site }))
  expect(response.status).toBe(303)
  expect(response.headers.get('set-cookie')).toBeNull()
  return response.headers.get('location')
}

export async function work(): Promise<void> {
  await answerResetAsks()
  await sendWaiting()
}

/** As a browser sends it from a page that tells nobody its address. */
export async function set(token: string, password = fresh, again = password) {
  const response = await passwordForm(
    form('/api/auth/password', { token, password, again }, { origin: 'null' }),
  )
  expect(response.headers.get('set-cookie')).toBeNull()
  return response.headers.get('location') ?? ''
}

export async function tokenFor(email: string, subject: string): Promise<string> {
  const token =
    linkIn(await box.letter(email, subject))
      .split('/')
      .at(-1) ?? ''
  expect(token).toMatch(/^[\w-]{32}$/)
  return token
}

export async function asked(email: string): Promise<string> {
  box.received.length = 0
  await forgot(email)
  await work()
  return tokenFor(email, 'A new password')
}

export const actionsOn = async (subjectId: string) =>
  (await listAudit(admin.actor, { subjectId, size: 20 })).results.map(({ action }) => action)
