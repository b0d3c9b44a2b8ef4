import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expectFine } from './demo-steps.ts'
import { pressOn, tabTo, typeInto } from './keys.ts'
import { expect, product, test, type Who } from './story.ts'

async function enter(page: Page, who: Who): Promise<void> {
  await page.goto('/sign-in')
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await typeInto(page.getByLabel('Email'), product.email(who))
  await typeInto(page.getByLabel('Password'), product.password(who))
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname === '/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

test('a request and its decision by the keyboard alone', async ({ visitor }) => {
  const item = `Lamp ${randomUUID().slice(0, 4)}`
  const nora = await visitor()
  await enter(nora, 'nora')
  await expectFine(nora)
  await pressOn(nora.getByRole('link', { name: 'Purchase request', exact: true }), 'Enter')
  const submit = nora.getByRole('button', { name: 'Submit request' })
  await expect(submit).toBeVisible()

  // a mistake first: what is wrong leads to its field
  await typeInto(nora.getByLabel('What do you need?'), item)
  await typeInto(nora.getByRole('textbox', { name: 'Supplier', exact: true }), 'Nordwind GmbH')
  await typeInto(nora.getByLabel('Cost centre'), 'Oper')
  await expect(nora.getByLabel('Cost centre')).toHaveValue('4300')
  await typeInto(nora.getByLabel('Why do you need it?'), 'The old one is broken.')
  await pressOn(submit, 'Enter')
  const summary = nora.getByRole('alert').filter({ hasText: 'One answer needs your attention' })
  await expect(summary).toBeFocused()
  await expectFine(nora)
  await pressOn(summary.getByRole('link', { name: 'Cost' }), 'Enter')
  await expect(nora.getByRole('textbox', { name: 'Cost', exact: true })).toBeFocused()
  await nora.keyboard.type('89.90')
  await pressOn(submit, 'Enter')
  await nora.waitForURL(/\/requests\/[^/?]+\?new=1/)
  const sentence = nora.getByRole('status').filter({ hasText: 'Waiting for' })
  await expect(sentence).toContainText('Ben Okafor')
  await expectFine(nora)

  const ben = await visitor()
  await enter(ben, 'ben')
  await pressOn(ben.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Inbox/ }), 'Enter')
  await pressOn(ben.getByRole('list', { name: 'Decisions' }).getByRole('link', { name: item }), 'Enter')
  const shown = ben.getByRole('article')
  await expect(shown).toContainText('€89.90')
  await pressOn(shown.getByRole('button', { name: 'Approve' }), 'Enter')
  await typeInto(shown.getByRole('textbox', { name: 'Comment' }), 'Take the one with a dimmer.')
  await expectFine(ben)
  await pressOn(shown.getByRole('button', { name: 'Approve' }), 'Enter')
  await expect(ben.getByText('Approved.', { exact: true })).toBeVisible()

  // her page stood open, and she answers by keys
  await expect(nora.getByRole('status').filter({ hasText: 'Approved and finished on' })).toBeVisible()
  await expect(nora.getByText('Take the one with a dimmer.').first()).toBeVisible()
  await tabTo(nora.getByRole('link', { name: 'Download purchase-order.html' }))
  await typeInto(nora.getByRole('textbox', { name: 'Write something' }), 'Thank you!')
  await pressOn(nora.getByRole('button', { name: 'Send comment' }), 'Enter')
  await expect(nora.getByRole('article', { name: 'Nora Lind' })).toContainText('Thank you!')
})
