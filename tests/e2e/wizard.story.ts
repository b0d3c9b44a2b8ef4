import type { Page } from '@playwright/test'
import { asked, submitForm } from './steps.ts'
import { call, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from './story.ts'

/** A day that comes, as a date field takes it. */
const firstDay = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)

async function open(page: Page): Promise<void> {
  await page.goto('/')
  await page.getByRole('link', { name: 'New employee', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Who joins?' })).toBeVisible()
}

/** The list of what has to be mended; the frame has an alert of its own. */
const toMend = (page: Page) => page.getByRole('main').getByRole('alert')

async function next(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Next', exact: true }).click()
}

test('a form in steps is filled in, gone back in, looked through and sent', async ({ as }) => {
  const nora = await as('nora')
  await open(nora)
  await expect(
    nora.getByRole('navigation', { name: 'Steps of the form' }).getByText('Check your answers'),
  ).toBeVisible()

  // what is missing in a step is said before the next one
  await next(nora)
  await expect(toMend(nora)).toContainText('3 answers need your attention')
  await nora.getByRole('textbox', { name: 'Name', exact: true }).fill('Kim Sommer')
  await nora.getByRole('textbox', { name: 'Private e-mail address' }).fill('kim@example.com')
  await nora.getByRole('textbox', { name: 'Phone number' }).fill('030 1234567')
  await nora.getByLabel('First day').fill(firstDay)
  await next(nora)

  await expect(nora.getByRole('heading', { name: 'Where do they work?' })).toBeFocused()
  await nora.getByRole('radio', { name: 'At home' }).check()
  await nora.getByRole('textbox', { name: 'Street and number' }).fill('Am Deich 7')
  await nora.getByRole('textbox', { name: 'Postcode and city' }).fill('28199 Bremen')
  await nora.getByRole('button', { name: 'Back', exact: true }).click()
  await expect(nora.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Kim Sommer')
  await next(nora)
  await expect(nora.getByRole('textbox', { name: 'Street and number' })).toHaveValue('Am Deich 7')
  await next(nora)

  await nora.getByRole('button', { name: 'Add a row' }).click()
  await expect(nora.getByLabel('Article, row 1')).toBeFocused()
  await nora.getByLabel('Article, row 1').selectOption('Laptop')
  await nora.getByLabel('Price of one, in EUR, row 1').fill('6000')
  await nora.getByRole('button', { name: 'Add a row' }).click()
  await next(nora)
  await expect(toMend(nora)).toContainText('Row 2, Article: This is needed')
  await nora.getByRole('button', { name: 'Remove row 2' }).click()
  await nora.getByRole('checkbox', { name: 'Accounting' }).check()
  await expect(nora.getByText('Access to accounting is given by finance')).toBeVisible()
  await next(nora)

  // the look at all answers, where a check refuses what is too much
  await expect(nora.getByRole('heading', { name: 'Check your answers' })).toBeFocused()
  await expect(nora.getByText('Article: Laptop, Amount: 1, Price of one, in EUR: 6000')).toBeVisible()
  await expect(nora.getByText('Mail and calendar, Accounting')).toBeVisible()
  await expect(nora.getByText('That is 6000 EUR.')).toBeVisible()
  await nora.getByRole('button', { name: 'Change What do they need?' }).click()
  await nora.getByLabel('Price of one, in EUR, row 1').fill('1500')
  await next(nora)
  await expect(nora.getByText('That is 6000 EUR.')).toHaveCount(0)
  await submitForm(nora)

  const requestId = new URL(nora.url()).pathname.split('/').at(-1) ?? ''
  const { executionId } = await call<{ executionId: string }>('nora', `GET /requests/${requestId}`)
  const { inputs } = await call<{ inputs: object }>('admin', `GET /executions/${executionId}`)
  expect(inputs).toMatchObject({
    person: { name: 'Kim Sommer', phone: '+49301234567', arrives: '09:00:00' },
    place: { office: 'home', address: { street: 'Am Deich 7', city: '28199 Bremen' } },
    equipment: {
      items: [{ article: 'Laptop', amount: 1, price: 1500 }],
      total: 1500,
      systems: ['mail', 'erp'],
    },
  })
  await asked('ben', executionId)
})

test('the steps and the table are for phones, keyboards and readers too', async ({ as }) => {
  const nora = await as('nora', phone)
  await open(nora)
  await expect(nora.getByText('Step 1 of 4')).toBeVisible()
  await nora.getByRole('textbox', { name: 'Name', exact: true }).fill('Kim Sommer')
  await nora.getByRole('textbox', { name: 'Private e-mail address' }).fill('kim@example.com')
  await nora.getByLabel('First day').fill(firstDay)
  await nora.getByLabel('First day').press('Enter')
  await nora.getByRole('radio', { name: 'Berlin' }).check()
  await next(nora)
  await nora.getByRole('button', { name: 'Add a row' }).click()
  await expectAccessible(nora)
  await expectNoSidewaysScroll(nora)

  // a reload comes back to the step with all that was typed
  await nora.getByLabel('Article, row 1').selectOption('Screen')
  await nora.reload()
  await expect(nora.getByRole('heading', { name: 'What do they need?' })).toBeVisible()
  await expect(nora.getByLabel('Article, row 1')).toHaveValue('Screen')
})
