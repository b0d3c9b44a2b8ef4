import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { asked, fillPurchase, submitForm, submitPurchase } from './steps.ts'
import { call, expect, test } from './story.ts'

test('finance rejects a large purchase, with a reason', async ({ as }) => {
  const item = `Espresso machine ${randomUUID().slice(0, 4)}`
  const nora = await as('nora')
  await fillPurchase(nora, { item, amount: '5,000' })
  await expect(nora.getByText('Decided by Finance')).toBeVisible()
  const number = await submitForm(nora)
  await expect(nora.getByText('With Ana Ruiz or Tom Weber (Finance)')).toBeVisible()
  const requestId = new URL(nora.url()).pathname.split('/').at(-1) ?? ''
  const { executionId } = await call<{ executionId: string }>('nora', `GET /requests/${requestId}`)
  await asked('ana', executionId)

  const ana = await as('ana')
  await ana.goto('/inbox')
  await ana.getByRole('list', { name: 'Decisions' }).getByRole('link', { name: item }).click()
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

test('nobody decides on a request of their own', async ({ as, refused }) => {
  refused(/\/approvals\//)
  const { executionId, requestId } = await submitPurchase('ana', { item: 'Scanner', amount: '5000' })
  const approval = await asked('tom', executionId)
  const ana = await as('ana')
  await ana.goto(`/requests/${requestId}`)
  await expect(ana.getByText('With Tom Weber (Finance)')).toBeVisible()
  await ana.goto(`/inbox?id=${approval}`)
  await expect(ana.getByText('This is no longer there, or not for you to see')).toBeVisible()
  await expect(ana.getByRole('button', { name: 'Approve' })).toHaveCount(0)
  const vote = { decisionId: randomUUID(), vote: 'APPROVE', version: 1, seenHash: '0'.repeat(64) }
  await expect(call('ana', `POST /approvals/${approval}/decisions`, vote)).rejects.toThrow(/: 40[34] /)
})

test('the second of two decisions is told that it came too late', async ({ as, refused }) => {
  refused(/\/decisions$/)
  const { executionId } = await submitPurchase('nora', { item: 'Projector', amount: '5000' })
  const approval = await asked('tom', executionId)
  const [ana, tom] = [await as('ana'), await as('tom')]
  for (const page of [ana, tom]) {
    await page.goto(`/inbox?id=${approval}`)
    await page.getByRole('article').getByRole('button', { name: 'Approve' }).click()
  }
  const confirm = (page: Page) => page.getByRole('article').getByRole('button', { name: 'Approve' })
  // Tom's vote is on its way while Ana decides.
  let release: () => void = () => undefined
  const decided = new Promise<void>((resolve) => (release = resolve))
  await tom.route('**/decisions', async (route) => {
    await decided
    await route.continue()
  })
  await confirm(tom).click()
  await confirm(ana).click()
  await expect(ana.getByText('Approved.', { exact: true })).toBeVisible()
  release()
  await expect(
    tom.getByRole('status').filter({ hasText: /nothing to decide any more|is closed/ }),
  ).toBeVisible()
})
