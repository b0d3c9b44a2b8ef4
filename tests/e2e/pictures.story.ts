import { mkdirSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { asked, closed, decide, fillPurchase, openAlive, submit, submitPurchase } from './steps.ts'
import { expect, test } from './story.ts'

// The product as the README shows it. `PICTURES=1` writes the pictures; without, only what they show is looked at.

const folder = 'docs/pictures'

async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.PICTURES) return
  mkdirSync(folder, { recursive: true })
  // Nothing half drawn, no cursor that blinks, no bubble of the mouse.
  await page.mouse.move(0, 0)
  await page.screenshot({ path: `${folder}/${name}.png`, animations: 'disabled', caret: 'hide' })
}

const holiday = {
  kind: 'annual',
  firstDay: '2027-03-01',
  lastDay: '2027-03-12',
  substitute: 'lee@formwork.example',
  note: 'The children have no school.',
}

test.beforeAll(async () => {
  const ordered = await submitPurchase('nora', { item: 'Noise-cancelling headphones', amount: '279' })
  await decide('ben', ordered.executionId, { vote: 'APPROVE', comment: 'Enjoy the silence.' })
  await closed('nora', ordered.requestId, 'APPROVED')
  const refused = await submitPurchase('nora', { item: 'Second coffee machine', amount: '640' })
  await decide('ben', refused.executionId, { vote: 'DENY', comment: 'There is one on the second floor.' })
  const away = await submit('nora', 'Holiday request', holiday)
  await asked('ben', away.executionId)
  await submitPurchase('nora', { item: 'Team offsite, two nights', amount: '4800', supplier: 'Hotel am See' })
  const supplier = await submit('nora', 'Supplier onboarding', {
    name: 'Papierwerk Nord',
    country: 'DE',
    taxNumber: 'DE123456789',
    contact: 'orders@papierwerk.example',
    yearly: { amount: 8000, currency: 'EUR' },
    handlesData: false,
    reason: 'Recycled paper for the print shop.',
  })
  await asked('tom', supplier.executionId)
  await decide('tom', supplier.executionId, { vote: 'APPROVE' })
})

test('home, a form, a request, the inbox, a flow and a run', async ({ as }) => {
  const desk = await submitPurchase('nora', { item: 'Standing desk, 160 × 80 cm', amount: '12400' })
  await decide('ana', desk.executionId, { vote: 'APPROVE', comment: 'Within the budget of this quarter.' })
  const nora = await as('nora')
  await openAlive(nora, '/')
  await expect(nora.getByRole('region', { name: 'Your requests in progress' })).toContainText(
    'Papierwerk Nord',
  )
  await picture(nora, 'home')
  await fillPurchase(nora, { item: 'Ergonomic chair', amount: '1,450', supplier: 'Sitzwerk AG' })
  await expect(nora.getByText('Decided by Finance')).toBeVisible()
  await nora.getByRole('heading', { name: 'Purchase request' }).scrollIntoViewIfNeeded()
  await picture(nora, 'form')
  await nora.goto(`/requests/${desk.requestId}`)
  await expect(nora.getByText('With Tom Weber (Procurement)')).toBeVisible()
  await picture(nora, 'request')

  const ben = await as('ben')
  await ben.goto('/inbox')
  const list = ben.getByRole('list', { name: 'Decisions' })
  await list
    .getByRole('link', { name: /10 days of leave/ })
    .first()
    .click()
  await expect(ben.getByRole('article')).toContainText('The children have no school.')
  await picture(ben, 'inbox')

  const ida = await as('ida')
  await ida.goto('/studio/flows/company.finance/purchase-request')
  await expect(ida.getByText('No problems')).toBeVisible()
  await expect(ida.getByRole('region', { name: 'Beside the source' }).getByLabel('Supplier')).toBeVisible()
  await picture(ida, 'flow')
  await decide('tom', desk.executionId, { vote: 'APPROVE' })
  await closed('nora', desk.requestId, 'APPROVED')
  await ida.goto(`/studio/runs/${desk.executionId}`)
  const timeline = ida.getByRole('list', { name: 'Tasks over time' })
  await timeline.getByRole('button', { name: /^order/ }).click()
  await expect(ida.getByText(/^PO-\d{4}-\d{5}$/)).toBeVisible()
  await picture(ida, 'run')
})
