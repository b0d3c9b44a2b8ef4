import { randomInt } from 'node:crypto'
import { decideInInbox, expectFine, openApp, requestOf, sizes } from './demo-steps.ts'
import { asked, decide, submit, submitForm } from './steps.ts'
import { call, expect, test } from './story.ts'

const orderNumber = () => `AB-${String(randomInt(1e6)).padStart(6, '0')}`

for (const [size, options] of sizes)
  test(`a refund is agreed to and paid, though the provider is busy at first: ${size}`, async ({ as }) => {
    const order = orderNumber()
    const nora = await as('nora', options)
    await openApp(nora, 'Customer refund', 'Ask for the refund')
    await nora.getByLabel('Order number').fill('12345')
    await nora.getByLabel('Mail address of the customer').fill('kim@example.com')
    await nora.getByRole('textbox', { name: 'Amount to give back' }).fill('129.90')
    await expect(nora.getByText('129.90 EUR are paid when a manager agrees')).toBeVisible()
    await expect(nora.getByLabel('Picture')).toHaveCount(0)
    await nora.getByRole('radio', { name: 'Damaged' }).check()
    await expect(nora.getByLabel('Picture')).toBeVisible()
    await nora.getByLabel('What happened?').fill('One leg of the table is broken.')
    await nora.getByRole('button', { name: 'Ask for the refund' }).click()
    await expect(nora.getByRole('alert').filter({ hasText: 'Order number' })).toBeVisible()
    await nora.getByLabel('Order number').fill(order)
    await expectFine(nora)
    await submitForm(nora, 'Ask for the refund')
    await expect(nora.getByText('With Ben Okafor (Managers)')).toBeVisible()
    const { executionId } = await requestOf(nora, 'nora')
    await asked('ben', executionId)
    await decideInInbox(await as('ben', options), `Refund of 129.90 EUR for ${order}`, { button: 'Approve' })

    const results = nora.getByRole('main')
    await expect(results).toContainText(/RF-[0-9A-F]{8}/)
    await expect(results).toContainText('Ben Okafor')
    await expectFine(nora)
    const ida = await as('ida')
    await ida.goto(`/studio/runs/${executionId}`)
    const timeline = ida.getByRole('list', { name: 'Tasks over time' })
    await timeline.getByRole('button', { name: /^pay/ }).click()
    await expect(ida.getByText(/2 attempts|attempt 2/i).first()).toBeVisible()
  })

test('a small refund needs nobody', async ({ as }) => {
  const { requestId } = await submit('nora', 'Customer refund', {
    order: orderNumber(),
    customer: 'kim@example.com',
    amount: { amount: 20, currency: 'EUR' },
    reason: 'late',
    details: 'It came ten days late.',
  })
  const nora = await as('nora')
  await nora.goto(`/requests/${requestId}`)
  const results = nora.getByRole('main')
  await expect(results).toContainText('a rule: small amounts need nobody')
  await expect(results).toContainText(/RF-[0-9A-F]{8}/)
})

test('where no manager decides in time, finance is asked', async ({ as }) => {
  const key = 'PUT /namespaces/company.service/kv/refund-decide-within'
  await call('admin', key, '"PT3S"')
  const order = orderNumber()
  const { executionId, requestId } = await submit('nora', 'Customer refund', {
    order,
    customer: 'kim@example.com',
    amount: { amount: 300, currency: 'EUR' },
    reason: 'goodwill',
    details: 'They have waited for three weeks.',
  })
  const nora = await as('nora')
  await nora.goto(`/requests/${requestId}`)
  await expect(nora.getByText('With Ana Ruiz or Tom Weber (Finance)')).toBeVisible()
  await call('admin', key.replace('PUT', 'DELETE'))
  await asked('ana', executionId)
  const ana = await as('ana')
  await ana.goto('/inbox')
  await expect(
    ana.getByRole('link', { name: new RegExp(`Overdue: refund of 300.00 EUR for ${order}`) }),
  ).toBeVisible()
  await decide('ana', executionId, { vote: 'APPROVE' })
  await expect(nora.getByRole('main')).toContainText('Ana Ruiz, after the time was over')
})
