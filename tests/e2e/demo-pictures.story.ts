import { electronicInvoice, openApp } from './demo-steps.ts'
import { picture } from './picture.ts'
import { asked, closed, decide, openAlive, submit, submitForm } from './steps.ts'
import { expect, phone, test } from './story.ts'

// The apps of the demo as docs/demo.md shows them.

test('an access that is open, and a report', async ({ as }) => {
  const access = await submit('nora', 'Access request', {
    system: 'crm',
    level: 'read',
    howLong: 'P3D',
    reason: 'The yearly letter to all customers.',
  })
  await decide('ben', access.executionId, { vote: 'APPROVE', comment: 'For the letter only.' })
  await decide('lee', access.executionId, { vote: 'APPROVE' })
  const nora = await as('nora')
  await openAlive(nora, `/requests/${access.requestId}`)
  await expect(nora.getByRole('listitem').filter({ hasText: 'The access is open' })).toHaveAttribute(
    'aria-current',
    'step',
  )
  await picture(nora, 'access')

  const report = await submit('nora', 'Sales report', { from: '2026-11-01', to: '2026-11-07' })
  await closed('nora', report.requestId, 'DONE')
  await openAlive(nora, `/requests/${report.requestId}`)
  await expect(nora.getByRole('region', { name: 'Results' })).toContainText('Revenue')
  await picture(nora, 'report')
})

test('an invoice in which the check found something', async ({ as }) => {
  const nora = await as('nora')
  await openApp(nora, 'Invoice intake')
  await nora.getByRole('textbox', { name: 'Supplier' }).fill('Papierwerk Nord')
  await nora.getByLabel('Invoice number').fill('2026-4711')
  await nora.getByLabel('Date of the invoice').fill('2026-11-20')
  await nora.getByRole('textbox', { name: 'Net amount' }).fill('2480')
  await nora.getByRole('textbox', { name: 'Total to pay' }).fill('2980')
  await nora.getByLabel('IBAN').fill('DE89 3704 0044 0532 0130 00')
  await nora.getByLabel('The invoice', { exact: true }).setInputFiles(electronicInvoice('2951.20'))
  await expect(nora.getByText('invoice.xml').first()).toBeVisible()
  await submitForm(nora)
  const tom = await as('tom')
  await tom.goto('/inbox')
  const item = tom.getByRole('list', { name: 'Decisions' }).getByRole('link', { name: /of Papierwerk Nord/ })
  await item.first().click()
  await expect(tom.getByRole('article')).toContainText('The file says 2951.20 EUR.')
  await picture(tom, 'invoice')
})

test('a refund on a phone, and an incident as IT reads it', async ({ as }) => {
  const nora = await as('nora', phone)
  await openApp(nora, 'Customer refund')
  await nora.getByLabel('Order number').fill('AB-204711')
  await nora.getByLabel('Mail address of the customer').fill('kim@example.com')
  await nora.getByRole('textbox', { name: 'Amount to give back' }).fill('129.90')
  await nora.getByRole('radio', { name: 'Damaged' }).check()
  await nora.getByLabel('What happened?').fill('One leg of the table is broken.')
  await nora.getByLabel('Order number').scrollIntoViewIfNeeded()
  await picture(nora, 'refund')

  const incident = await submit('nora', 'Report an incident', {
    title: 'No mail since nine',
    service: 'mail',
    severity: 'high',
    details: 'It says: server not reached.',
  })
  await asked('lee', incident.executionId)
  const lee = await as('lee')
  await lee.goto('/inbox')
  await lee
    .getByRole('list', { name: 'Decisions' })
    .getByRole('link', { name: 'No mail since nine' })
    .first()
    .click()
  await expect(lee.getByRole('article')).toContainText('Look at the queue of the mail server.')
  await picture(lee, 'incident')
})
