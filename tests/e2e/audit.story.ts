import { readFile } from 'node:fs/promises'
import { openAlive } from './steps.ts'
import { call, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from './story.ts'

const namespace = 'company.audited'

test('an administrator finds who did what, sees what changed and takes it out', async ({ as }) => {
  await call(
    'ida',
    `POST /flows`,
    `id: payout\nnamespace: ${namespace}\ntasks:\n  - { id: say, type: log, message: one }\n`,
  )
  await call(
    'ida',
    `PUT /flows/${namespace}/payout`,
    `id: payout\nnamespace: ${namespace}\ntasks:\n  - { id: say, type: log, message: two }\n`,
  )
  const admin = await as('admin')
  await openAlive(admin, '/admin/audit')
  await admin.getByRole('textbox', { name: 'Search by person, action or thing' }).fill('payout')
  await expect(admin).toHaveURL(/q=payout/)
  const rows = admin.getByRole('row').filter({ hasText: `${namespace}/payout` })
  await expect(rows).toHaveCount(2)
  await rows.first().getByText('What changed').click()
  await expect(rows.first().getByRole('row', { name: /revision/ })).toContainText('− 1')
  await expect(rows.first().getByRole('row', { name: /revision/ })).toContainText('+ 2')
  await expectAccessible(admin)

  await admin.getByRole('combobox', { name: 'Time' }).selectOption('P1D')
  await expect(admin).toHaveURL(/timeRange=P1D/)
  const [file] = await Promise.all([
    admin.waitForEvent('download'),
    admin.getByRole('link', { name: 'Export CSV' }).click(),
  ])
  expect(file.suggestedFilename()).toBe('audit.csv')
  const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n')
  expect(lines).toHaveLength(3)
  expect(lines[1]).toContain(`flow:write,flow,${namespace}/payout`)

  await rows.first().getByRole('button', { name: 'flow:write' }).click()
  await expect(admin).toHaveURL(/action=flow%3Awrite/)
  await admin.getByRole('button', { name: 'Only flow:write' }).click()
  await expect(admin).not.toHaveURL(/action=/)
  await admin.getByRole('checkbox', { name: 'Only what was refused' }).check()
  await expect(admin.getByText('Nothing fits')).toBeVisible()
  await admin.getByRole('link', { name: 'Show all' }).click()
  await expect(admin.getByRole('row').filter({ hasText: 'audit:export' }).first()).toBeVisible()
})

test('the audit on a phone', async ({ as }) => {
  const admin = await as('admin', phone)
  await openAlive(admin, '/admin/audit')
  await expect(admin.getByRole('row').nth(1)).toBeVisible()
  await expectAccessible(admin)
  await expectNoSidewaysScroll(admin)
})

test('who administers nothing has no such page', async ({ as, refused }) => {
  refused(/\/admin\/audit/)
  const ida = await as('ida')
  await ida.goto('/admin/audit')
  await expect(ida.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
})
