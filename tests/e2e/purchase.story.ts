import { readFileSync } from 'node:fs'
import { expectFine, sizes } from './demo-steps.ts'
import { closed, decide, fillPurchase, inboxCount, quote, submitForm, submitPurchase } from './steps.ts'
import { expect, test } from './story.ts'

for (const [size, options] of sizes)
  test(`a purchase goes from the form to the order: ${size}`, async ({ as }) => {
    const nora = await as('nora', options)
    await fillPurchase(nora, { item: 'Standing desk, 160 × 80 cm', amount: '0.5' })
    await nora.getByRole('textbox', { name: 'Supplier', exact: true }).fill('')
    await nora.getByLabel('Why do you need it?').fill('Because')
    await nora.getByRole('button', { name: 'Submit request' }).click()

    const summary = nora.getByRole('alert').filter({ hasText: '3 answers need your attention' })
    await expect(summary).toBeFocused()
    await expect(summary.getByRole('listitem')).toHaveText([
      'Supplier: This is needed',
      'Cost: Must be at least 1',
      'Why do you need it?: Must have at least 10 characters',
    ])
    await summary.getByRole('link', { name: 'Supplier' }).click()
    const supplier = nora.getByRole('textbox', { name: 'Supplier', exact: true })
    await expect(supplier).toBeFocused()
    await expect(supplier).toHaveAccessibleDescription(/This is needed/)
    await expect(nora.getByLabel('What do you need?')).toHaveValue('Standing desk, 160 × 80 cm')
    await expect(nora.getByLabel('Why do you need it?')).toHaveValue('Because')
    await expect(nora.getByText('Saved just now')).toBeVisible()
    await nora.reload()
    await expect(nora.getByLabel('What do you need?')).toHaveValue('Standing desk, 160 × 80 cm')
    await expect(nora.getByLabel('Why do you need it?')).toHaveValue('Because')

    await expect(nora.getByLabel('Quote of the supplier')).toHaveCount(0)
    await supplier.fill('Nordwind GmbH')
    await nora.getByRole('textbox', { name: 'Cost', exact: true }).fill('800')
    await nora.getByLabel('Why do you need it?').fill('My back hurts at the low one.')
    await nora.getByLabel('Quote of the supplier').setInputFiles(quote)
    await expect(nora.getByText('quote.png')).toBeVisible()
    await expect(nora.getByText('Decided by Managers')).toBeVisible()
    await expectFine(nora)
    const ben = await as('ben')
    await ben.goto('/')
    const waiting = await inboxCount('ben')
    const number = await submitForm(nora)
    await expect(nora.getByRole('status').filter({ hasText: 'Waiting for' })).toContainText('Ben Okafor')
    await expect(nora.getByText('With Ben Okafor (Managers)')).toBeVisible()

    // His page stood open: the count came by itself.
    const rail = ben.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Inbox/ })
    await expect(rail).toHaveAccessibleName(`Inbox ${waiting + 1} waiting for you`)
    await rail.click()
    await ben
      .getByRole('list', { name: 'Decisions' })
      .getByRole('link', { name: /Standing desk/ })
      .click()
    const shown = ben.getByRole('article')
    await expect(shown).toContainText(number)
    await expect(shown).toContainText('Nordwind GmbH')
    await expect(shown).toContainText('My back hurts at the low one.')
    await expect(shown).toContainText('€800.00')
    await expect(shown.getByRole('link', { name: 'quote.png' })).toBeVisible()
    await shown.getByRole('button', { name: 'Approve' }).click()
    await shown.getByLabel('Comment').fill('Good for your back.')
    await shown.getByRole('button', { name: 'Approve' }).click()
    await expect(ben.getByText('Approved.', { exact: true })).toBeVisible()
    await expect(rail).toHaveAccessibleName(waiting > 0 ? `Inbox ${waiting} waiting for you` : 'Inbox')

    // Nora's page has stood open all the time.
    await expect(nora.getByRole('status').filter({ hasText: 'Approved and finished on' })).toBeVisible()
    await expect(nora.getByText('Good for your back.').first()).toBeVisible()
    await expectFine(nora)
    const coming = nora.waitForEvent('download')
    await nora.getByRole('link', { name: 'Download purchase-order.html' }).click()
    const order = readFileSync(await (await coming).path(), 'utf8')
    expect(order).toContain('800.00 EUR')
    expect(order).toContain('Standing desk, 160 × 80 cm')
  })

test('an engineer looks at what a purchase did', async ({ as }) => {
  const { executionId, requestId, number } = await submitPurchase('nora', { item: 'Lamp', amount: '80' })
  await decide('ben', executionId, { vote: 'APPROVE' })
  await closed('nora', requestId, 'APPROVED')
  const ida = await as('ida')
  await ida.goto('/studio/runs')
  const row = ida.getByRole('row').filter({ hasText: number })
  await row.getByRole('link', { name: 'Success' }).click()
  const timeline = ida.getByRole('list', { name: 'Tasks over time' })
  for (const task of ['approval', 'large', 'order', 'done'])
    await expect(timeline.getByRole('button', { name: new RegExp(`^${task}`) })).toBeVisible()
  await timeline.getByRole('button', { name: /^order/ }).click()
  await expect(ida.getByRole('heading', { name: 'order' })).toBeVisible()
  await expect(ida.getByText(/^PO-\d{4}-\d{5}$/)).toBeVisible()
  const parts = ida.getByRole('navigation', { name: 'Parts of the run' })
  await parts.getByRole('link', { name: 'Logs' }).click()
  await expect(ida.getByRole('region', { name: 'Log' })).toContainText('was made for Nordwind GmbH')
  await parts.getByRole('link', { name: 'Outputs' }).click()
  await expect(ida.getByRole('region', { name: 'Of the flow' })).toContainText('purchase-order.html')
})
