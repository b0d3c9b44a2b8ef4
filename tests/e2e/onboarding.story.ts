import { readFileSync } from 'node:fs'
import { asked, decide, submitForm } from './steps.ts'
import { call, expect, test } from './story.ts'

test('a supplier is looked at by three groups, two of them side by side', async ({ as }) => {
  const nora = await as('nora')
  await nora.goto('/')
  await nora.getByRole('link', { name: 'Supplier onboarding', exact: true }).click()
  await nora.getByRole('textbox', { name: 'Name of the supplier' }).fill('=Wolke 7 "Cloud" GmbH')
  await nora.getByLabel('Country').selectOption('Germany')
  await nora.getByRole('textbox', { name: 'VAT or tax number' }).fill('DE123456789')
  await nora.getByRole('textbox', { name: 'Contact' }).fill('orders@wolke.example')
  await nora.getByRole('textbox', { name: 'Expected spend in a year' }).fill('12000')
  await nora.getByRole('radio', { name: 'Yes' }).check()
  await nora.getByRole('textbox', { name: 'Which data' }).fill('Names of customers, kept in Frankfurt')
  await nora.getByRole('textbox', { name: 'What do we need them for?' }).fill('Backups of the shop')
  await submitForm(nora)
  await expect(nora.getByRole('status').filter({ hasText: 'Waiting for' })).toContainText('Tom Weber')
  const requestId = new URL(nora.url()).pathname.split('/').at(-1) ?? ''
  const { executionId } = await call<{ executionId: string }>('nora', `GET /requests/${requestId}`)

  // Tom is in both groups: each of them asks him.
  await asked('tom', executionId)
  const tom = await as('tom')
  await tom.goto('/inbox')
  const list = tom.getByRole('list', { name: 'Decisions' })
  await list.getByRole('link', { name: /do we need them\?/ }).click()
  const shown = tom.getByRole('article')
  await shown.getByRole('button', { name: 'Approve' }).click()
  await shown.getByRole('button', { name: 'Approve' }).click()
  await expect(list.getByRole('link', { name: /do we need them\?/ })).toHaveCount(0)
  await expect(list.getByRole('link', { name: /tax and payment/ })).toBeVisible()
  await expect(nora.getByText('Approved by Tom Weber')).toBeVisible()
  await expect(nora.getByRole('listitem').filter({ hasText: 'Data protection' })).not.toHaveAttribute(
    'aria-current',
    'step',
  )

  await decide('ana', executionId, { vote: 'APPROVE', comment: 'The bank account is theirs.' })
  await expect(nora.getByText('With Ida Sørensen or Lee Park (IT)')).toBeVisible()
  await decide('lee', executionId, { vote: 'APPROVE' })
  await expect(nora.getByRole('status').filter({ hasText: 'Approved and finished on' })).toBeVisible()
  await expect(nora.getByText(/SUP-DE-[0-9A-F]{6}/)).toBeVisible()
  const coming = nora.waitForEvent('download')
  await nora.getByRole('link', { name: 'Download supplier.csv' }).click()
  const record = readFileSync(await (await coming).path(), 'utf8')
  expect(record).toContain(`"'=Wolke 7 ""Cloud"" GmbH",DE,DE123456789,orders@wolke.example,12000,EUR`)
})
