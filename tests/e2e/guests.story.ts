import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { openMailbox, type Mailbox } from '../harness/mailbox.ts'
import { startProduct, type Product } from '../harness/product.ts'
import { until } from '../harness/until.ts'
import { quote } from './steps.ts'
import { dark, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from './story.ts'

// A product of its own: this one has a mail server.
let box: Mailbox
let product: Product
const mark = randomUUID().slice(0, 8)
const namespace = `outside.${mark}`
const password = 'hund kuchen lampe'
const decider = `dora.${mark}@formwork.example`

const basic = (email: string, secret: string) =>
  `Basic ${Buffer.from(`${email}:${secret}`).toString('base64')}`

async function call<T>(line: string, body?: unknown, as?: string): Promise<T> {
  const [method, path] = line.split(' ')
  const answer = await fetch(`${product.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: as ?? basic(product.adminEmail, product.adminPassword),
      ...(body === undefined
        ? {}
        : { 'content-type': typeof body === 'string' ? 'application/x-yaml' : 'application/json' }),
    },
    body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${line}: ${answer.status} ${text.slice(0, 300)}`)
  return (text ? JSON.parse(text) : undefined) as T
}

const flow = (id: string) => `
id: ${id}
namespace: ${namespace}
displayName: Claim
stages:
  - { id: check, title: Check, tasks: [ok] }
  - { id: letter, title: Letter, tasks: [letter] }
inputs:
  - { id: damage, type: STRING, displayName: What happened? }
  - { id: photo, type: FILE, displayName: Photo, required: false }
tasks:
  - id: ok
    type: approval
    title: Is the claim right?
    deciders: [{ group: claims-${mark} }]
    rules: { notRequester: true }
  - { id: letter, type: return, format: "Sent to {{ requester.email }}" }
outputs:
  - { id: letter, type: STRING, displayName: Letter, value: "{{ outputs.letter.value }}" }
`

const app = (id: string, access: string) => `
id: ${id}
type: app
namespace: ${namespace}
flowId: ${id}
displayName: File a claim
description: For **everybody** whose parcel was damaged.
prefix: CLM
access: ${access}
theme: { accent: '#0f6b4f', accentDark: '#1c7f60' }
prefill: [damage]
`

/** @returns what stands in the app's public address */
async function publish(id: string, access: string): Promise<{ appId: string; path: string }> {
  await call('POST /flows', flow(id))
  const { uid } = await call<{ uid: string }>('POST /apps', app(id, access))
  const { publicUrl } = await call<{ publicUrl: string }>(`GET /apps/${uid}/share`)
  return { appId: uid, path: new URL(publicUrl).pathname }
}

test.beforeAll(async () => {
  test.setTimeout(240_000)
  box = await openMailbox()
  product = await startProduct({
    SEED: 'none',
    FORMWORK_SMTP_URL: `smtp://127.0.0.1:${box.port}`,
    FORMWORK_MAIL_FROM: 'Formwork <formwork@formwork.example>',
  })
  const { id } = await call<{ id: string }>('POST /users', { email: decider, name: 'Dora Dietz', password })
  const group = await call<{ id: string }>('POST /groups', { slug: `claims-${mark}`, name: 'Claims' })
  await call(`PUT /groups/${group.id}/members/${id}`, { owner: false })
})
test.afterAll(async () => {
  await product.stop()
  await box.stop()
})

/** A picture, by day and by night. */
async function picture(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.screenshot({ path: test.info().outputPath(`${name}, ${colorScheme}.png`), fullPage: true })
    await expectAccessible(page)
  }
  await expectNoSidewaysScroll(page)
}

async function codeFor(email: string): Promise<string> {
  const letter = await box.letter(email, 'is your code')
  return /\d{6}/.exec(letter.mail.subject ?? '')?.[0] ?? ''
}

interface Waiting {
  id: string
  version: number
  seenHash: string
}

/** Dora decides as she would by REST: her part is told elsewhere. */
async function approveAll(): Promise<void> {
  const dora = basic(decider, password)
  const waiting = await until(async () => {
    const { results } = await call<{ results: Waiting[] }>('GET /approvals?box=mine', undefined, dora)
    return results.length > 0 ? results : undefined
  }, 'Dora is asked')
  for (const { id } of waiting) {
    const { version, seenHash } = await call<Waiting>(`GET /approvals/${id}`, undefined, dora)
    const vote = { decisionId: randomUUID(), vote: 'APPROVE', version, seenHash }
    await call(`POST /approvals/${id}/decisions`, vote, dora)
  }
}

test('somebody without an account files a claim on a phone, confirms an address, and follows it live', async ({
  visitor,
  refused,
}) => {
  test.setTimeout(240_000)
  refused(/\/guests$|\/guest\//)
  const { path } = await publish('claim', '{ type: PUBLIC, guest: VERIFIED_EMAIL }')
  const email = `vera.${mark}@outside.example`
  const vera = await visitor(phone)
  const answer = await vera.goto(`${product.url}${path}?damage=Torn&photo=x`)
  expect(answer?.headers()['content-security-policy']).toContain("frame-ancestors 'none'")
  await expect(vera.getByRole('heading', { name: 'File a claim' })).toBeVisible()
  await expect(vera.getByText('six digits')).toBeVisible()
  await picture(vera, 'address')
  await vera.getByLabel('Your name').fill('Vera Outside')
  await vera.getByLabel('Your email').fill(email)
  await vera.getByRole('button', { name: 'Send me the code' }).click()
  await expect(vera.getByRole('status').filter({ hasText: email })).toBeVisible()
  await expect(vera.getByLabel('Code')).toBeFocused()
  const code = await codeFor(email)
  await vera.keyboard.type(code === '000000' ? '000001' : '000000')
  await vera.keyboard.press('Enter')
  await expect(vera.getByRole('alert').filter({ hasText: 'not the code' })).toBeVisible()
  await picture(vera, 'wrong code')
  await vera.getByLabel('Code').fill(code)
  await vera.keyboard.press('Enter')

  const damage = vera.getByLabel('What happened?')
  await expect(damage).toHaveValue('Torn')
  // who works here is not told outside
  await expect(vera.getByRole('complementary')).toContainText('Check')
  await expect(vera.getByRole('complementary')).not.toContainText('Claims')
  await damage.fill('The parcel was torn open.')
  await vera.getByLabel('Photo').setInputFiles(quote)
  await expect(vera.getByText(quote.name)).toBeVisible()
  await picture(vera, 'form')
  // a reload in between loses neither the address that was confirmed nor what was typed
  await vera.reload()
  await expect(vera.getByLabel('What happened?')).toHaveValue('The parcel was torn open.')
  await vera.getByRole('button', { name: 'Submit' }).click()
  await vera.waitForURL(/\/guest\/[\w-]{22}\?request=/)
  await expect(vera.getByRole('status').filter({ hasText: 'Keep the address' })).toContainText(email)
  await expect(vera.getByText('The parcel was torn open.', { exact: true })).toBeVisible()
  await picture(vera, 'tracker')

  const listening = vera.waitForRequest(/\/events\?topics=/)
  await vera.reload()
  await listening
  await approveAll()
  await expect(vera.getByRole('status').filter({ hasText: 'Approved and finished on' })).toBeVisible()
  await expect(vera.getByText(`Sent to ${email}`)).toBeVisible()
  const download = vera.waitForEvent('download')
  await vera.getByRole('link', { name: quote.name }).first().click()
  expect((await download).suggestedFilename()).toBe(quote.name)

  const letter = await box.letter(email, 'We have your request CLM-')
  const link = new URL(/http\S+\/guest\/[\w-]+/.exec(letter.mail.text ?? '')?.[0] ?? '')
  expect(new URL(vera.url()).pathname).toBe(link.pathname)
  await box.letter(email, 'News about your request CLM-')
  const scanned = await fetch(link)
  expect(scanned.status).toBe(200)
  expect(scanned.headers.get('referrer-policy')).toBe('no-referrer')
  expect(await scanned.text()).toContain('noindex')
  expect(product.said()).not.toContain(link.pathname.split('/').at(-1) ?? '')

  await vera.getByRole('link', { name: 'End this link' }).click()
  await picture(vera, 'ask')
  await vera.getByRole('button', { name: 'End the link' }).click()
  await expect(vera.getByText('This link opens nothing').first()).toBeVisible()
  await picture(vera, 'gone')
  expect((await fetch(link)).status).toBe(404)
})

test('a claim is withdrawn without JavaScript, sent again as a copy, and the link is ended by an editor', async ({
  visitor,
  refused,
}) => {
  // the page that stands open as its link ends asks once more
  refused(/\/guest\/|\/api\/v1\/requests\//)
  const { appId, path } = await publish('again', '{ type: PUBLIC, guest: VERIFIED_EMAIL }')
  const email = `gus.${mark}@outside.example`
  const gus = await visitor(dark)
  await gus.goto(product.url + path)
  await gus.getByLabel('Your email').fill(email)
  await gus.getByRole('button', { name: 'Send me the code' }).click()
  await gus.getByLabel('Code').fill(await codeFor(email))
  await gus.getByRole('button', { name: 'Go on' }).click()
  await gus.getByLabel('What happened?').fill('It was wet.')
  await gus.getByRole('button', { name: 'Submit' }).click()
  await gus.waitForURL(/\/guest\//)
  const here = gus.url()

  const plain = await visitor({ javaScriptEnabled: false })
  await plain.goto(here)
  await plain.getByRole('link', { name: 'Withdraw' }).click()
  await expect(plain.getByRole('heading', { name: /Withdraw CLM\d*-\d+\?/ })).toBeVisible()
  await plain.getByRole('button', { name: 'Withdraw the request' }).click()
  await expect(plain.getByText(/Withdrawn on/)).toBeVisible()
  await expect(plain.getByRole('link', { name: 'Withdraw' })).toHaveCount(0)

  const lost = await visitor(phone)
  await lost.goto(product.url + path)
  await lost.getByRole('link', { name: 'Lost the link to your request?' }).click()
  await lost.getByLabel('Your email').fill(email)
  await picture(lost, 'lost link')
  await lost.getByRole('button', { name: 'Send me the link' }).click()
  await expect(lost.getByRole('status').filter({ hasText: email })).toBeVisible()
  const found = await box.letter(email, 'The link to your request CLM')
  await lost.goto(/http\S+\/guest\/[\w-]+/.exec(found.mail.text ?? '')?.[0] ?? '')
  await expect(lost.getByText(/Withdrawn on/)).toBeVisible()

  await gus.getByRole('link', { name: 'Send again as a copy' }).click()
  await expect(gus.getByLabel('What happened?')).toHaveValue('It was wet.')
  await picture(gus, 'copy')
  await gus.getByRole('button', { name: 'Submit' }).click()
  await gus.waitForURL(/\/guest\/[\w-]+\?request=/)
  await expect(gus.getByRole('heading', { name: 'Your other requests' })).toBeVisible()

  const { results } = await call<{ results: { id: string; email: string }[] }>(`GET /apps/${appId}/guests`)
  const guest = results.find((one) => one.email === email)
  await call(`DELETE /apps/${appId}/guests/${guest?.id}`)
  await gus.reload()
  await expect(gus.getByText('This link opens nothing').first()).toBeVisible()
})

test('where nothing is asked anybody submits; what a program sends is not taken, and a person sends it once more', async ({
  visitor,
  refused,
}) => {
  refused(/\/public\/apps\/\w+\/requests$/)
  await call('POST /flows', flow('open').replace('notRequester: true', 'notRequester: false'))
  const { uid } = await call<{ uid: string }>('POST /apps', app('open', 'PUBLIC'))
  const { publicUrl } = await call<{ publicUrl: string }>(`GET /apps/${uid}/share`)
  const page = await visitor()
  await page.goto(publicUrl)
  await page.getByLabel('What happened?').fill('Nothing much.')
  await picture(page, 'open form')
  await page.getByRole('button', { name: 'Submit' }).click()
  await page.waitForURL(/\/guest\//)
  await expect(page.getByText('Nothing much.', { exact: true })).toBeVisible()

  const robot = await visitor()
  await robot.goto(publicUrl)
  await robot.getByLabel('What happened?').fill('Cheap watches')
  await robot.locator('#leave-empty').evaluate((field: HTMLInputElement) => {
    field.value = 'http://watches.example'
  })
  await robot.getByRole('button', { name: 'Submit' }).click()
  await expect(robot.getByRole('alert').filter({ hasText: 'send them once more' })).toBeVisible()
  const { total } = await call<{ total: number }>(
    `GET /requests?everybody=true&q=${encodeURIComponent('Cheap')}`,
  )
  expect(total).toBe(0)
  // a person whose browser filled it in loses nothing
  await expect(robot.getByLabel('What happened?')).toHaveValue('Cheap watches')
  await robot.getByRole('button', { name: 'Submit' }).click()
  await robot.waitForURL(/\/guest\//)
  await expect(robot.getByText('Cheap watches', { exact: true })).toBeVisible()
})
