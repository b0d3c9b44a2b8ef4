import type { Page } from '@playwright/test'
import { fillStudio, type Filled } from './filled.ts'
import { openAlive } from './steps.ts'
import { expect, expectAccessible, expectNoSidewaysScroll, phone, test } from './story.ts'

// What opens on the studio's pages, on a desk by day and on a phone by night; the pictures lie beside the results.

// a look on each of two workers, which fill the product each for itself
test.describe.configure({ mode: 'parallel' })

let filled: Filled
test.beforeAll(async () => {
  filled = await fillStudio()
})

const press = (name: string | RegExp) => (page: Page) =>
  page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click()

/** Leads from a page to what opens on it. */
interface Opening {
  path(): string
  open: ((page: Page) => Promise<unknown>)[]
}

const openings: Record<string, Opening> = {
  backfill: { path: () => '/studio/triggers?q=every-morning', open: [] },
  'new backfill': { path: () => '/studio/triggers?q=once-a-minute', open: [press('Backfill')] },
  resume: { path: () => `/studio/runs/${filled.paused}`, open: [press('Resume')] },
  kill: { path: () => `/studio/runs/${filled.paused}`, open: [press('Kill')] },
  replay: { path: () => `/studio/runs/${filled.looped}`, open: [press('Replay')] },
  state: {
    path: () => `/studio/runs/${filled.looped}`,
    open: [press('More actions'), (page) => page.getByRole('menuitem', { name: 'Change state' }).click()],
  },
  labels: {
    path: () => `/studio/runs/${filled.looped}`,
    open: [press('More actions'), (page) => page.getByRole('menuitem', { name: 'Labels' }).click()],
  },
  'task of a run': {
    path: () => `/studio/runs/${filled.looped}`,
    open: [press(/^right /), press('Replay from here')],
  },
  'long loop': {
    path: () => `/studio/runs/${filled.looped}`,
    open: [press('Tasks within countries')],
  },
  bulk: {
    path: () => `/studio/runs?namespace=${filled.namespace}&state=PAUSED`,
    open: [(page) => page.getByRole('checkbox', { name: 'Pick all that are shown' }).check(), press('Kill')],
  },
  'new value': { path: () => '/studio/kv', open: [press('New value')] },
  'a value': { path: () => '/studio/kv?q=rates', open: [press('Edit rates')] },
  'delete a value': { path: () => '/studio/kv?q=rates', open: [press('Delete rates')] },
  'run now': {
    path: () => `/studio/flows/${filled.namespace}/${filled.flows.old}`,
    open: [press('Run now')],
  },
  'graph beside the source': {
    path: () => `/studio/flows/${filled.namespace}/${filled.flows.looping}`,
    open: [press('Graph')],
  },
  'docs beside the source': {
    path: () => `/studio/flows/${filled.namespace}/${filled.flows.looping}`,
    open: [
      (page) => page.getByRole('textbox', { name: 'Source of the flow' }).getByText('look-up').click(),
      press('Docs'),
    ],
  },
}

const looks = { 'on a desk by day': {}, 'on a phone by night': { ...phone, colorScheme: 'dark' as const } }

for (const [how, options] of Object.entries(looks)) {
  test(`what opens in the studio ${how}`, async ({ as }) => {
    test.setTimeout(480_000)
    const page = await as('ida', options)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    for (const [name, { path, open }] of Object.entries(openings)) {
      await openAlive(page, path())
      for (const step of open) await step(page)
      await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
      // nothing holds the place of what is still to come
      await expect(page.locator('.animate-breathe')).toHaveCount(0)
      await page.screenshot({ path: test.info().outputPath(`${name}.png`) })
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
    }
  })
}
