import { openMailbox, type Mailbox } from '../harness/mailbox.ts'
import { startProduct, type Product } from '../harness/product.ts'
import { until } from '../harness/until.ts'
import { expect, expectAccessible, expectNoSidewaysScroll, phone, test } from './story.ts'

// A product of its own: this one has a mail server.
let box: Mailbox
let product: Product

test.beforeAll(async () => {
  test.setTimeout(240_000)
  box = await openMailbox()
  product = await startProduct({
    SEED: 'none',
    FORMWORK_SMTP_URL: `smtp://127.0.0.1:${box.port}`,
    FORMWORK_MAIL_FROM: 'Formwork <formwork@formwork.example>',
  })
  await prepare()
})
test.afterAll(async () => {
  await product.stop()
  await box.stop()
})

const mara = { email: 'mara@formwork.example', name: 'Mara Holt', password: 'hund kuchen lampe' }
let appId = ''

const flow = `
id: buy
namespace: company.mailed
displayName: Buy something
inputs:
  - { id: item, type: STRING, displayName: What do you need? }
tasks:
  - id: budget
    type: approval
    title: "Budget for {{ inputs.item }}"
    message: "It is **urgent**."
    show: [inputs.item]
    deciders: [{ group: buyers }]
    decisions: { sendBack: {} }
`

/** A call as the administrator. A text is sent as YAML. */
async function call<T>(line: string, body?: unknown): Promise<T> {
  const [method, path] = line.split(' ')
  const yaml = typeof body === 'string'
  const basic = Buffer.from(`${product.adminEmail}:${product.adminPassword}`).toString('base64')
  const answer = await fetch(`${product.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Basic ${basic}`,
      'content-type': yaml ? 'application/x-yaml' : 'application/json',
    },
    body: body === undefined || yaml ? body : JSON.stringify(body),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${line}: ${answer.status} ${text.slice(0, 300)}`)
  return (text ? JSON.parse(text) : undefined) as T
}

async function prepare(): Promise<void> {
  const { id } = await call<{ id: string }>('POST /users', { ...mara, roles: [{ role: 'requester' }] })
  const group = await call<{ id: string }>('POST /groups', { slug: 'buyers', name: 'Buyers' })
  await call(`PUT /groups/${group.id}/members/${id}`, { owner: false })
  await call('POST /flows', flow)
  const { results } = await call<{ results: { id: string }[] }>('GET /apps/catalog')
  appId = results[0]?.id ?? ''
}

interface Submitted {
  requestId: string
  /** Of the page that the letter leads to. */
  path: string
}

async function ask(item: string): Promise<Submitted> {
  const { requestId } = await call<{ requestId: string }>(`POST /apps/view/${appId}/requests`, {
    values: { item },
  })
  const { mail } = await box.letter(mara.email, item)
  const path = /\/decide\/[\w.-]+/.exec(mail.text ?? '')?.[0] ?? ''
  expect(path).not.toBe('')
  return { requestId, path }
}

const outcomeOf = async (requestId: string) =>
  (await call<{ outcome: string }>(`GET /requests/${requestId}`)).outcome

test('a letter that a scanner opened first is decided on a phone, once', async ({ visitor }) => {
  const { requestId, path } = await ask('a standing desk')
  for (let time = 0; time < 3; time += 1) {
    const scanner = await fetch(product.url + path)
    expect(scanner.status).toBe(200)
    expect(scanner.headers.get('referrer-policy')).toBe('no-referrer')
    expect((await fetch(`${product.url}/api${path}`)).status).toBe(200)
  }
  expect(await outcomeOf(requestId)).toBe('IN_PROGRESS')

  const page = await visitor(phone)
  await page.goto(product.url + path)
  await expect(page.getByRole('heading', { name: 'Budget for a standing desk' })).toBeVisible()
  await expect(page.getByText('urgent', { exact: true })).toBeVisible()
  await expect(page.getByText('a standing desk', { exact: true })).toBeVisible()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await page.getByRole('button', { name: 'Reject' }).click()
  await expect(page.getByRole('alert').first()).toHaveText('Say why before you decide like this.')
  await page.getByLabel('Comment').fill('The old one is fine.')
  await page.getByRole('button', { name: 'Reject' }).click()
  await expect(page.getByRole('heading')).toHaveText('You rejected “Budget for a standing desk”')
  await until(async () => (await outcomeOf(requestId)) === 'REJECTED', 'it is rejected')
  await page.reload()
  await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0)
})

test('it asks for changes, and says which', async ({ visitor }) => {
  const { requestId, path } = await ask('a mirror')
  const page = await visitor({ ...phone, javaScriptEnabled: false })
  await page.goto(product.url + path)
  await page.getByRole('button', { name: 'Needs changes' }).click()
  await expect(page.getByRole('alert').first()).toHaveText('Say what has to change.')
  await page.getByLabel('Comment').fill('Say how large.')
  await page.getByRole('button', { name: 'Needs changes' }).click()
  await expect(page.getByRole('heading')).toHaveText('You asked for changes to “Budget for a mirror”')
  await until(async () => (await outcomeOf(requestId)) === 'WAITING_FOR_YOU', 'it is its requester’s again')
})

test('it is decided without JavaScript, and not by who is no longer here', async ({ visitor, refused }) => {
  refused(/\/decide\//)
  const { requestId, path } = await ask('a lamp')
  const plain = await visitor({ javaScriptEnabled: false })
  await plain.goto(product.url + path)
  await plain.getByRole('button', { name: 'Approve' }).click()
  await expect(plain.getByRole('heading')).toHaveText('You approved “Budget for a lamp”')
  await until(async () => (await outcomeOf(requestId)) === 'APPROVED', 'it is approved')

  const second = await ask('a chair')
  const { results } = await call<{ results: { id: string; email: string }[] }>(
    `GET /users?q=${encodeURIComponent(mara.email)}`,
  )
  await call(`PATCH /users/${results[0]?.id}`, { active: false })
  const page = await visitor()
  await page.goto(product.url + second.path)
  await expect(page.getByText('This link opens nothing').first()).toBeVisible()
  expect(await outcomeOf(second.requestId)).toBe('IN_PROGRESS')
})
