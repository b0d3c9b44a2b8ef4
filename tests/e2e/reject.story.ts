import { asked, fillPurchase, submitForm, submitPurchase } from './steps.ts'
import { call, expect, test } from './story.ts'

test('finance rejects a large purchase, with a reason', async ({ as }) => {
  const nora = await as('nora')
  await fillPurchase(nora, { item: 'Espresso machine', amount: '5,000' })
  await expect(nora.getByText('Decided by Finance')).toBeVisible()
  const number = await submitForm(nora)
  await expect(nora.getByText('With Ana Ruiz and Tom Weber (Finance)')).toBeVisible()
  const requestId = new URL(nora.url()).pathname.split('/').at(-1) ?? ''
  const { executionId } = await call<{ executionId: string }>('nora', `GET /requests/${requestId}`)
  await asked('ana', executionId)

  const ana = await as('ana')
  await ana.goto('/inbox')
  await ana
    .getByRole('list', { name: 'Decisions' })
    .getByRole('link', { name: /Espresso machine/ })
    .first()
    .click()
  const shown = ana.getByRole('article')
  await expect(shown).toContainText(number)
  await shown.getByRole('button', { name: 'Reject' }).click()
  const comment = shown.getByRole('textbox', { name: 'Comment' })
  await expect(comment).toBeFocused()
  await shown.getByRole('button', { name: 'Reject' }).click()
  await expect(comment).toHaveAccessibleDescription(/Say why, so that the requester knows/)
  await expect(nora.getByText('Rejected on')).toHaveCount(0)
  await comment.fill('There are two of them in the kitchen.')
  await shown.getByRole('button', { name: 'Reject' }).click()
  await expect(ana.getByText('Rejected.', { exact: true })).toBeVisible()

  await expect(nora.getByRole('status').filter({ hasText: 'Rejected on' })).toBeVisible()
  await expect(nora.getByText('Rejected', { exact: true }).first()).toBeVisible()
  await expect(nora.getByText('There are two of them in the kitchen.').first()).toBeVisible()
  await ana.goto('/inbox?box=done')
  await expect(ana.getByRole('list', { name: 'Decisions' }).getByText('You rejected').first()).toBeVisible()
})

test('nobody decides on a request of their own', async ({ as }) => {
  // Ben is the only manager: his own request cannot wait for himself alone.
  const { executionId, requestId } = await submitPurchase('ana', { item: 'Scanner', amount: '5000' })
  await asked('tom', executionId)
  const ana = await as('ana')
  await ana.goto(`/inbox?id=${executionId}~approval`)
  await expect(ana.getByRole('article')).toContainText('Scanner')
  await expect(ana.getByText('You cannot decide this')).toBeVisible()
  await expect(ana.getByRole('button', { name: 'Approve' })).toHaveCount(0)
  await ana.goto(`/requests/${requestId}`)
  await expect(ana.getByText('With Tom Weber (Finance)')).toBeVisible()
})

test('the second of two decisions is told that it came too late', async ({ as, refused }) => {
  refused(/\/decisions$/)
  const { executionId } = await submitPurchase('nora', { item: 'Projector', amount: '5000' })
  await asked('tom', executionId)
  const [ana, tom] = [await as('ana'), await as('tom')]
  for (const page of [ana, tom]) {
    await page.goto(`/inbox?id=${executionId}~approval`)
    await page.getByRole('article').getByRole('button', { name: 'Approve' }).click()
  }
  // Tom's page hears nothing of what happens meanwhile, as after a lost connection.
  await tom.route('**/api/stream**', (route) => route.abort())
  await tom.route('**/api/v1/approvals/*', (route) =>
    route.request().method() === 'GET' ? route.abort() : route.continue(),
  )
  const confirm = (page: typeof ana) => page.getByRole('article').getByRole('button', { name: 'Approve' })
  await confirm(ana).click()
  await expect(ana.getByText('Approved.', { exact: true })).toBeVisible()
  await confirm(tom).click()
  await expect(tom.getByRole('alert').filter({ hasText: /closed|decided/i })).toBeVisible()
})
