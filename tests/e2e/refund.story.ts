import { randomInt } from 'node:crypto'
import { decideInInbox, expectFine, openApp, requestOf, sizes } from './demo-steps.ts'
import { asked, submitForm } from './steps.ts'
import { expect, test } from './story.ts'

const orderNumber = () => `AB-${String(randomInt(1e6)).padStart(6, '0')}`

for (const [size, options] of sizes)
  test(`a refund is agreed to and paid, though the provider is busy at first: ${size}`, async ({ as }) => {
    const order = orderNumber()
    const nora = await as('nora', options)
    await openApp(nora, 'Customer refund')
    await nora.getByLabel('Order number').fill('12345')
    await nora.getByLabel('Mail address of the customer').fill('kim@example.com')
    await nora.getByRole('textbox', { name: 'Amount to give back' }).fill('129.90')
    await expect(nora.getByLabel('Picture')).toHaveCount(0)
    await nora.getByRole('radio', { name: 'Damaged' }).check()
    await expect(nora.getByLabel('Picture')).toBeVisible()
    await nora.getByLabel('What happened?').fill('One leg of the table is broken.')
    await nora.getByRole('button', { name: 'Submit request' }).click()
    await expect(nora.getByRole('alert').filter({ hasText: 'Order number' })).toBeVisible()
    await nora.getByLabel('Order number').fill(order)
    await expectFine(nora)
    await submitForm(nora)
    await expect(nora.getByText('With Ben Okafor (Managers)')).toBeVisible()
    const { executionId } = await requestOf(nora, 'nora')
    await asked('ben', executionId)
    await decideInInbox(await as('ben', options), `Refund of 129.90 EUR for ${order}`, { button: 'Approve' })

    const results = nora.getByRole('region', { name: 'Results' })
    await expect(results).toContainText(/RF-[0-9A-F]{8}/)
    await expect(results).toContainText('Ben Okafor')
    await expectFine(nora)
    const ida = await as('ida')
    await ida.goto(`/studio/runs/${executionId}`)
    const timeline = ida.getByRole('list', { name: 'Tasks over time' })
    await timeline.getByRole('button', { name: /^pay/ }).click()
    await expect(ida.getByText(/2 attempts|attempt 2/i).first()).toBeVisible()
  })
