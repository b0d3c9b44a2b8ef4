import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { decideInInbox, expectFine, requestOf, sizes } from './demo-steps.ts'
import { asked, decide, submitForm } from './steps.ts'
import { call, expect, test } from './story.ts'

for (const [size, options] of sizes)
  test(`somebody joins: a manager agrees, IT prepares: ${size}`, async ({ as }) => {
    const name = `Kim Sommer ${randomUUID().slice(0, 4)}`
    const nora = await as('nora', options)
    await nora.goto('/')
    await nora.getByRole('link', { name: 'New employee', exact: true }).click()
    const next = nora.getByRole('button', { name: 'Next', exact: true })
    await nora.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
    await nora.getByRole('textbox', { name: 'Private e-mail address' }).fill('kim')
    await nora.getByLabel('First day').fill('2027-03-01')
    await next.click()
    await expect(nora.getByRole('main').getByRole('alert')).toContainText('Enter an email address')
    await nora.getByRole('textbox', { name: 'Private e-mail address' }).fill('kim@example.com')
    await next.click()
    await nora.getByRole('radio', { name: 'Copenhagen' }).check()
    await next.click()
    await nora.getByRole('button', { name: 'Add a row' }).click()
    await nora.getByLabel('Article, row 1').selectOption('Laptop')
    await nora.getByLabel('Price of one, in EUR, row 1').fill('1500')
    await next.click()
    await expect(nora.getByRole('heading', { name: 'Check your answers' })).toBeFocused()
    await expectFine(nora)
    await submitForm(nora)
    await expect(nora.getByText('With Ben Okafor (Managers)')).toBeVisible()
    const { executionId } = await requestOf(nora, 'nora')

    await asked('ben', executionId)
    const ben = await as('ben', options)
    await decideInInbox(ben, `New employee ${name}`, { button: 'Approve' })
    await expect(nora.getByText('With Ida Sørensen or Lee Park (IT)')).toBeVisible()
    await asked('lee', executionId)
    const lee = await as('lee', options)
    await lee.goto('/inbox')
    await lee.getByRole('link', { name: `Equipment and accounts of ${name}` }).click()
    const shown = lee.getByRole('article')
    await expect(shown).toContainText('Laptop')
    await expectFine(lee)
    await shown.getByRole('button', { name: 'Approve' }).click()
    await shown.getByRole('button', { name: 'Approve' }).click()
    await expect(nora.getByRole('region', { name: 'Results' })).toContainText(
      `${name} can start on 2027-03-01.`,
    )
    await expectFine(nora)
  })

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
