import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { closed, decide, submitPurchase } from './steps.ts'
import { call, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from './story.ts'

const verify = (file: string, ...more: string[]) =>
  execFileSync('node', ['cli/formwork.mjs', 'verify', file, ...more], { encoding: 'utf8' })

test('an administrator takes out how a purchase was decided, and anybody can check it', async ({ as }) => {
  const { requestId, executionId, number } = await submitPurchase('nora', { item: 'Bookcase', amount: '250' })
  await decide('ben', executionId, { vote: 'APPROVE', comment: 'It fits the corner.' })
  await closed('nora', requestId, 'APPROVED')

  const admin = await as('admin')
  await admin.goto(`/requests/${requestId}`)
  await admin.getByRole('link', { name: 'Evidence' }).click()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText(`How ${number} was decided`)
  await expect(admin.getByText('Ben Okafor approved')).toBeVisible()
  await expect(admin.getByText('“It fits the corner.”')).toBeVisible()
  await expect(admin.getByText('Nothing is missing, and nothing was added')).toBeVisible()
  await expectAccessible(admin)

  const [download] = await Promise.all([
    admin.waitForEvent('download'),
    admin.getByRole('link', { name: 'Download to verify' }).click(),
  ])
  expect(download.suggestedFilename()).toBe(`evidence-${number}.json`)
  const file = await download.path()
  const { keys } = await call<{ keys: { publicKey: string }[] }>('nora', 'GET /evidence/keys')
  expect(verify(file, '--key', keys[0]?.publicKey ?? '')).toContain(`The evidence for ${number}`)
  writeFileSync(file, readFileSync(file, 'utf8').replace('It fits the corner.', 'It fits the cornet.'))
  expect(() => verify(file)).toThrow(expect.objectContaining({ status: 1 }))
})

test('the evidence on paper has nothing of the frame, and is read on a phone', async ({ as }) => {
  const { requestId, executionId } = await submitPurchase('nora', { item: 'Ladder', amount: '120' })
  await decide('ben', executionId, { vote: 'DENY', comment: 'We have one.' })
  await closed('nora', requestId, 'REJECTED')
  const admin = await as('admin', phone)
  await admin.goto(`/requests/${requestId}/evidence`)
  await expect(admin.getByText('Ben Okafor rejected')).toBeVisible()
  await expectNoSidewaysScroll(admin)
  await admin.emulateMedia({ media: 'print' })
  await expect(admin.getByText('“We have one.”')).toBeVisible()
  await expect(admin.getByRole('navigation')).toHaveCount(0)
  await expect(admin.getByRole('button', { name: 'Print' })).toBeHidden()
})

test('whoever asked and whoever decided have no such page', async ({ as, refused }) => {
  refused(/\/evidence/)
  const { requestId } = await submitPurchase('nora', { item: 'Vase', amount: '90' })
  const nora = await as('nora')
  await nora.goto(`/requests/${requestId}`)
  await expect(nora.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(nora.getByRole('link', { name: 'Evidence' })).toHaveCount(0)
  await nora.goto(`/requests/${requestId}/evidence`)
  await expect(nora.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
})
