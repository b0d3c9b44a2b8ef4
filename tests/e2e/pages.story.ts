import { randomUUID } from 'node:crypto'
import type { BrowserContextOptions, Page } from '@playwright/test'
import { until } from '../harness/until.ts'
import { fillStudio, type Filled } from './filled.ts'
import { asked, decide, openAlive, quote, submitPurchase } from './steps.ts'
import {
  call,
  dark,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  phone,
  test,
  type Who,
} from './story.ts'

// Every page, well filled, in light and dark, on a desk and on a phone; the pictures of them lie beside the results.

// half of them on each of two workers, which fill the product each for itself
test.describe.configure({ mode: 'parallel' })

const long =
  'Bürodrehstuhl mit Lordosenstütze, höhenverstellbar, Bezug Schurwolle anthrazit, fünf Jahre Garantie'
const failing = `id: failing-${randomUUID().slice(0, 4)}
namespace: company.pages
tasks:
  - id: speak
    type: log
    message: Trying {{ execution.id }}
  - id: give-up
    type: fail
    errorMessage: The warehouse does not answer; it was asked three times
`

const seen = { request: '', approval: '', failed: '', run: '', app: '', wizard: '' }
let filled: Filled

test.beforeAll(async () => {
  const flow = await call<{ id: string }>('admin', 'POST /flows', failing)
  const { id } = await call<{ id: string }>('admin', `POST /executions/company.pages/${flow.id}`, {})
  seen.failed = id
  const rejected = await submitPurchase('nora', { item: 'Aquarium', amount: '420' })
  await decide('ben', rejected.executionId, { vote: 'DENY', comment: 'Fish need somebody at the weekend.' })
  await submitPurchase('ben', { item: 'Two chairs', amount: '2400' })
  const open = await submitPurchase('nora', { item: long, amount: '999.99', supplier: long })
  seen.request = open.requestId
  seen.run = open.executionId
  seen.approval = await asked('ben', open.executionId)
  const { results: apps } = await call<{ results: { id: string; displayName: string }[] }>(
    'ben',
    'GET /apps/catalog',
  )
  seen.app = apps.find(({ displayName }) => displayName === 'Purchase request')?.id ?? ''
  seen.wizard = apps.find(({ displayName }) => displayName === 'New employee')?.id ?? ''
  filled = await fillStudio()
  await until(
    async () =>
      (await call<{ state: { current: string } }>('admin', `GET /executions/${id}`)).state.current ===
      'FAILED',
    'the run fails',
  )
})

/** Pages by who looks at them; each with what is there once it has been drawn. */
const pages: Record<'visitor' | Extract<Who, 'ben' | 'ida' | 'admin'>, () => Record<string, string>> = {
  visitor: () => ({ 'sign-in': '/sign-in' }),
  ben: () => ({
    home: '/',
    form: `/apps/${seen.app}`,
    'form in steps': `/apps/${seen.wizard}`,
    requests: '/requests',
    request: `/requests/${seen.request}`,
    inbox: `/inbox?id=${encodeURIComponent(seen.approval)}`,
    'inbox list': '/inbox',
    'inbox done': '/inbox?box=done',
    account: '/account',
    'not found': '/nowhere',
  }),
  ida: () => ({
    flows: '/studio/flows',
    'new flow': '/studio/flows/new',
    flow: '/studio/flows/company.finance/purchase-request',
    'flow runs': '/studio/flows/company.finance/purchase-request?tab=runs',
    revisions: '/studio/flows/company.finance/purchase-request?tab=revisions',
    'flow graph': '/studio/flows/company.finance/purchase-request?tab=graph',
    'flow triggers': `/studio/flows/${filled.namespace}/${filled.flows.clocked}?tab=triggers`,
    'old flow': `/studio/flows/${filled.namespace}/${filled.flows.old}`,
    'limited runs': `/studio/flows/${filled.namespace}/${filled.flows.queued}?tab=runs`,
    triggers: '/studio/triggers',
    keys: '/studio/kv',
    'no keys': '/studio/kv?q=nothing',
    namespaces: '/studio/namespaces',
    'no namespaces': '/studio/namespaces?q=nothing-of-this',
    namespace: '/studio/namespaces/company.finance',
    'namespace settings': '/studio/namespaces/company.finance?tab=settings',
    'namespace secrets': '/studio/namespaces/company.finance?tab=secrets',
    runs: '/studio/runs',
    run: `/studio/runs/${seen.failed}`,
    logs: `/studio/runs/${seen.failed}?tab=logs`,
    'paused run': `/studio/runs/${filled.paused}`,
    'queued run': `/studio/runs/${filled.queued}`,
    'looped run': `/studio/runs/${filled.looped}`,
    graph: `/studio/runs/${filled.looped}?tab=graph`,
    'graph of a failure': `/studio/runs/${seen.failed}?tab=graph`,
    'logs of a loop': `/studio/runs/${filled.looped}?tab=logs`,
    'outputs of a loop': `/studio/runs/${filled.looped}?tab=outputs`,
    metrics: `/studio/runs/${filled.looped}?tab=metrics`,
    'no metrics': `/studio/runs/${filled.queued}?tab=metrics`,
    inputs: `/studio/runs/${seen.run}?tab=inputs`,
    outputs: `/studio/runs/${seen.run}?tab=outputs`,
    approvals: `/studio/runs/${seen.run}?tab=approvals`,
  }),
  admin: () => ({
    users: '/admin/users',
    user: '/admin/users/ana',
    groups: '/admin/groups',
    group: '/admin/groups/finance',
    roles: '/admin/roles',
    programs: '/admin/service-accounts',
    calendars: '/admin/calendars',
    'no calendars': '/admin/calendars?q=nothing-of-this',
    calendar: '/admin/calendars/business',
    audit: '/admin/audit',
    'no mail': '/admin/mail',
  }),
}

const widths: Record<string, BrowserContextOptions> = { 'on a desk': {}, 'on a phone': phone }

/** Looks at a page by day and by night. What does not depend on colours is judged by day only. */
async function look(page: Page, name: string, path: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.goto(path)
  await expect(page.getByRole('main')).toBeVisible()
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
  // What is loaded when it is shown: the editor, the controls of a form.
  if (name.endsWith('flow'))
    await expect(page.getByRole('textbox', { name: 'Source of the flow' })).toBeVisible()
  if (name === 'form' || name === 'flow')
    await expect(page.getByRole('textbox', { name: 'Why do you need it?' })).toBeVisible()
  const picture = (colours: string) => ({
    path: test.info().outputPath(`${name}, ${colours}.png`),
    fullPage: true,
  })
  await page.screenshot(picture('light'))
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  // a picture of the very frame in which the colours change shows some of both
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
  await page.screenshot(picture('dark'))
  await expectAccessible(page, ['color-contrast'])
}

for (const [how, options] of Object.entries(widths)) {
  for (const [who, paths] of Object.entries(pages)) {
    test(`every page of ${who} ${how}, light and dark`, async ({ as, visitor, refused }) => {
      test.setTimeout(480_000)
      refused(/\/nowhere/)
      const page = who === 'visitor' ? await visitor(options) : await as(who as Who, options)
      for (const [name, path] of Object.entries(paths())) await look(page, name, path)
    })
  }
}

test('the portal at 320 pixels', async ({ as, refused }) => {
  refused(/\/nowhere/)
  const page = await as('ben', { ...phone, viewport: { width: 320, height: 640 } })
  for (const [name, path] of Object.entries(pages.ben())) {
    await page.goto(path)
    await expect(page.getByRole('main')).toBeVisible()
    await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true })
    await expectNoSidewaysScroll(page)
  }
})

test('a form that was refused and one with a file, on a phone in the dark', async ({ as }) => {
  const page = await as('ben', { ...phone, ...dark })
  await openAlive(page, `/apps/${seen.app}`)
  await page.getByRole('textbox', { name: 'Cost', exact: true }).fill('800')
  await page.getByLabel('Quote of the supplier').setInputFiles(quote)
  await page.getByRole('button', { name: 'Submit request' }).click()
  await expect(page.getByText('need your attention')).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('refused.png'), fullPage: true })
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
})
