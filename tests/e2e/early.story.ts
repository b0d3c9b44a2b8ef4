import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { closed, quote, submitPurchase } from './steps.ts'
import { call, expect, test } from './story.ts'

/** Code that has not come until it is let through: all of a page's, or the pieces with this text. */
async function holdBack(page: Page, text?: string): Promise<{ open: () => void }> {
  let open = () => {}
  let isOpen = false
  const opened = new Promise<void>((resolve) => {
    open = () => {
      isOpen = true
      resolve()
    }
  })
  await page.route('**/_next/static/**/*.js', async (route) => {
    if (text === undefined) await opened
    if (text === undefined || isOpen) return route.continue()
    const response = await route.fetch({ maxRetries: 3 })
    const body = await response.text()
    if (body.includes(text)) await opened
    await route.fulfill({ response, body })
  })
  return { open }
}

/** @returns the address of the form for purchases */
async function purchaseForm(page: Page): Promise<string> {
  await page.goto('/')
  const link = page.getByRole('link', { name: 'Purchase request', exact: true })
  return (await link.getAttribute('href')) ?? ''
}

/** Nothing waits for a decision afterwards. */
async function withdraw(requestId: string): Promise<void> {
  await call('nora', `POST /requests/${requestId}/withdraw`)
  await closed('nora', requestId, 'WITHDRAWN')
}

test('what is typed before the page has come to life is not lost', async ({ as }) => {
  const nora = await as('nora')
  const address = await purchaseForm(nora)
  const code = await holdBack(nora)
  await nora.goto(address, { waitUntil: 'commit' })
  const item = nora.getByLabel('What do you need?')
  const cost = nora.getByRole('textbox', { name: 'Cost', exact: true })
  await item.fill('Standing desk')
  await cost.fill('800')
  await nora.getByLabel('Cost centre').selectOption({ label: 'Operations' })
  await expect(nora.getByLabel('Quote of the supplier')).toHaveCount(0)
  code.open()

  await expect(nora.getByLabel('Quote of the supplier')).toBeAttached()
  await nora.getByRole('textbox', { name: 'Supplier', exact: true }).fill('Nordwind GmbH')
  await expect(item).toHaveValue('Standing desk')
  await expect(cost).toHaveValue('800')
  await expect(nora.getByLabel('Cost centre').locator('option:checked')).toHaveText('Operations')
})

test('a form that is sent before the page has come to life is sent once, and its answers are not in the address', async ({
  as,
}) => {
  const nora = await as('nora')
  const address = await purchaseForm(nora)
  const code = await holdBack(nora)
  const sent: string[] = []
  nora.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/requests')) sent.push(request.url())
  })
  await nora.goto(address, { waitUntil: 'commit' })
  await nora.getByLabel('What do you need?').fill('Monitor arm')
  await nora.getByRole('textbox', { name: 'Supplier', exact: true }).fill('Nordwind GmbH')
  await nora.getByRole('textbox', { name: 'Cost', exact: true }).fill('60')
  await nora.getByLabel('Cost centre').selectOption({ label: 'Operations' })
  await nora.getByLabel('Why do you need it?').fill('The screen stands too low.')
  const submit = nora.getByRole('button', { name: 'Submit request' })
  await submit.click()
  await submit.click()
  await expect(submit).toHaveAttribute('aria-busy', 'true')
  expect(new URL(nora.url()).search).toBe('')
  code.open()

  await nora.waitForURL(/\/requests\/[\w-]+/)
  await expect(nora.getByRole('main')).toContainText('Monitor arm')
  expect(sent).toHaveLength(1)
  await withdraw(new URL(nora.url()).pathname.split('/').at(-1) ?? '')
})

test('files that are chosen before the page has come to life are sent', async ({ as }) => {
  const nora = await as('nora')
  const address = await purchaseForm(nora)
  // a draft whose page comes with the field for the quote
  await nora.goto(address)
  await nora.getByRole('textbox', { name: 'Cost', exact: true }).fill('800')
  await expect(nora.getByLabel('Quote of the supplier')).toBeAttached()
  await nora.waitForURL(/\?draft=/)
  await expect(nora.getByText('Saved just now')).toBeVisible()
  const code = await holdBack(nora)
  await nora.goto(nora.url(), { waitUntil: 'commit' })
  await nora.getByLabel('Quote of the supplier').setInputFiles(quote)
  code.open()
  await expect(nora.getByRole('button', { name: `Remove ${quote.name}` })).toBeVisible()
})

test('a button that is pressed before the page has come to life acts, and once', async ({ as }) => {
  const { requestId } = await submitPurchase('nora', { item: 'Desk mat', amount: '60' })
  const nora = await as('nora')
  const code = await holdBack(nora)
  await nora.goto(`/requests/${requestId}`, { waitUntil: 'commit' })
  const button = nora.getByRole('button', { name: 'Withdraw' })
  await button.click()
  await expect(button).toHaveAttribute('aria-busy', 'true')
  code.open()
  await expect(nora.getByRole('dialog')).toBeVisible()
  await nora.keyboard.press('Escape')
  await expect(nora.getByRole('dialog')).toHaveCount(0)
  await expect(button).not.toHaveAttribute('aria-busy')
  await button.click()
  await nora.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click()
  await closed('nora', requestId, 'WITHDRAWN')
})

test('a button that comes to life right after its press acts, before anything that waits', async ({ as }) => {
  const { requestId } = await submitPurchase('nora', { item: 'Desk lamp', amount: '60' })
  const nora = await as('nora')
  // A browser with much to do lets timers wait longest.
  await nora.addInitScript(() => {
    const setTimeoutOfBrowser = window.setTimeout.bind(window)
    const timer = (act: () => void, ms = 0) => setTimeoutOfBrowser(act, ms < 5 ? 2_000 : ms)
    window.setTimeout = timer as typeof window.setTimeout
  })
  const code = await holdBack(nora)
  await nora.goto(`/requests/${requestId}`, { waitUntil: 'commit' })
  await nora.getByRole('button', { name: 'Withdraw' }).click()
  code.open()
  await expect(nora.getByRole('dialog')).toBeVisible()
  await withdraw(requestId)
})

test('what is typed in a field that comes to life later than its form is not lost', async ({ as }) => {
  const nora = await as('nora')
  const address = await purchaseForm(nora)
  // the field for a text of several lines grows with it
  const code = await holdBack(nora, 'field-sizing-content')
  const asked = nora.waitForRequest('**/validate')
  await nora.goto(address, { waitUntil: 'commit' })
  const reason = nora.getByLabel('Why do you need it?')
  await nora.getByLabel('What do you need?').fill('Standing desk')
  await asked
  await reason.fill('The present one is broken.')
  const submit = nora.getByRole('button', { name: 'Submit request' })
  await submit.click()
  await expect(submit).toHaveAttribute('aria-busy', 'true')
  code.open()

  const summary = nora.getByRole('alert').filter({ hasText: '3 answers need your attention' })
  await expect(summary.getByRole('listitem')).toHaveText([/^Supplier/, /^Cost/, /^Cost centre/])
  await expect(reason).toHaveValue('The present one is broken.')
  await expect(nora).toHaveURL(/\?draft=/)
  const draft = new URL(nora.url()).searchParams.get('draft') ?? ''
  await expect
    .poll(async () => (await call<{ values: object }>('nora', `GET /drafts/${draft}`)).values)
    .toMatchObject({ item: 'Standing desk', reason: 'The present one is broken.' })
})

test('what is typed into a form whose code comes late is not lost when the page asks anew before', async ({
  as,
  refused,
}) => {
  // the moment between that it goes on and that it is known by whom
  refused(/\/executions\//)
  const mark = randomUUID().slice(0, 4)
  const flow = `id: early-${mark}
namespace: company.early
tasks:
  - id: wait
    type: pause
    onResume: [{ id: room, type: STRING, displayName: Which room? }]
`
  await call('admin', 'POST /flows', flow)
  const app = `id: early-${mark}
type: app
namespace: company.early
flowId: early-${mark}
displayName: Early ${mark}
resume: { groups: [it] }
`
  const { uid } = await call<{ uid: string }>('admin', 'POST /apps', app)
  const { requestId } = await call<{ requestId: string }>('nora', `POST /apps/view/${uid}/requests`, {
    values: {},
  })
  const waits = () => call<{ executionId: string }[]>('lee', `GET /apps/view/${uid}/waiting`)
  await expect.poll(async () => (await waits()).length).toBe(1)
  const [row] = await waits()

  const lee = await as('lee')
  const code = await holdBack(lee, '/resume/form')
  const asked = lee.waitForResponse(/\/apps\/view\/[\w-]+\/executions\/[\w-]+$/)
  await lee.goto(`/apps/${uid}?execution=${row?.executionId}`, { waitUntil: 'commit' })
  const room = lee.getByLabel('Which room?')
  await room.fill('Oslo')
  await asked
  const judged = lee.waitForRequest(/\/resume\/form$/)
  code.open()
  await judged
  await expect(room).toHaveValue('Oslo')
  await lee.getByRole('button', { name: 'Go on' }).click()
  await expect
    .poll(async () => (await call<{ outcome: string }>('nora', `GET /requests/${requestId}`)).outcome)
    .toBe('DONE')
})

test('a comment that is begun before the box’s code has come goes on in it, and a pressed button acts', async ({
  as,
}) => {
  const { requestId } = await submitPurchase('nora', { item: 'Foot rest', amount: '60' })
  const nora = await as('nora')
  const code = await holdBack(nora, 'aria-autocomplete')
  await nora.goto(`/requests/${requestId}`)
  const talk = nora.getByRole('region', { name: 'Conversation' })
  const box = talk.getByRole('textbox')
  await box.pressSequentially('By Monday, ')
  await expect(talk.getByRole('button', { name: 'Send' })).toBeEnabled()
  await expect(box).not.toHaveAttribute('aria-autocomplete')
  code.open()
  await expect(box).toHaveAttribute('aria-autocomplete', 'list')
  await expect(box).toBeFocused()
  await nora.keyboard.type('please')
  await expect(box).toHaveValue('By Monday, please')

  await nora.reload()
  await expect(box).toHaveValue('By Monday, please')
  const chooser = nora.waitForEvent('filechooser')
  await talk.getByRole('button', { name: 'Add a file' }).click()
  await (await chooser).setFiles(quote)
  await expect(talk.getByRole('listitem').filter({ hasText: quote.name })).toBeVisible()
  await talk.getByRole('button', { name: 'Send' }).click()
  await expect(talk.getByRole('article')).toContainText('By Monday, please')
  await expect(box).toHaveValue('')
  await withdraw(requestId)
})

test('a filter that is set before the page has come to life counts', async ({ as }) => {
  const nora = await as('nora')
  const code = await holdBack(nora)
  await nora.goto('/requests', { waitUntil: 'commit' })
  await nora.getByLabel('Whose').selectOption('I follow')
  code.open()

  await expect(nora).toHaveURL(/scope=following/)
  await expect(nora.getByLabel('Whose').locator('option:checked')).toHaveText('I follow')
})

test('a filter that brings a slow page to life as it is set counts', async ({ as }) => {
  const nora = await as('nora')
  const slow = await nora.context().newCDPSession(nora)
  await slow.send('Emulation.setCPUThrottlingRate', { rate: 8 })
  for (let count = 0; count < 3; count++) {
    await nora.goto('/requests', { waitUntil: 'commit' })
    await nora.getByLabel('Whose').selectOption('I follow')
    await expect(nora).toHaveURL(/scope=following/)
  }
})
