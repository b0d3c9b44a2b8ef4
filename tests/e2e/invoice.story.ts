import { readFileSync } from 'node:fs'
import { randomInt } from 'node:crypto'
import {
  decideInInbox,
  electronicInvoice,
  expectFine,
  invoiceFile,
  openApp,
  requestOf,
  sizes,
} from './demo-steps.ts'
import { asked, submitForm } from './steps.ts'
import { call, expect, test } from './story.ts'

for (const [size, options] of sizes)
  test(`an invoice is checked, and two different people release it: ${size}`, async ({ as }) => {
    const number = `R-${randomInt(1e6)}`
    const nora = await as('nora', options)
    await openApp(nora, 'Invoice intake')
    await nora.getByRole('textbox', { name: 'Supplier' }).fill('Nordwind GmbH')
    await nora.getByLabel('Invoice number').fill(number)
    await nora.getByLabel('Date of the invoice').fill('2026-11-20')
    await nora.getByRole('textbox', { name: 'Net amount' }).fill('1000')
    await nora.getByRole('textbox', { name: 'Total to pay' }).fill('1190')
    await nora.getByLabel('IBAN').fill('DE89 3704 0044 0532 0130 00')
    await nora.getByLabel(/^The invoice/).setInputFiles({
      name: 'invoice.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('this is no PDF'),
    })
    await expect(
      nora
        .getByRole('alert')
        .or(nora.getByText(/no PDF|is not/i))
        .first(),
    ).toBeVisible()
    await nora.getByLabel(/^The invoice/).setInputFiles(invoiceFile)
    await expect(nora.getByText('invoice.pdf').first()).toBeVisible()
    await expectFine(nora)
    await submitForm(nora)
    await expect(nora.getByText('With Tom Weber (Procurement)')).toBeVisible()
    const { executionId } = await requestOf(nora, 'nora')

    await asked('tom', executionId)
    await decideInInbox(await as('tom', options), new RegExp(`Invoice ${number} of Nordwind`), {
      button: 'The delivery is right',
    })
    // Tom is in finance too: the money is released by somebody else.
    await expect(nora.getByText('With Ana Ruiz (Finance)')).toBeVisible()
    await asked('ana', executionId)
    const waiting = await call<{ results: { id: string }[] }>('tom', 'GET /approvals?box=mine&size=100')
    expect(waiting.results.filter(({ id }) => id.startsWith(executionId))).toEqual([])
    const ana = await as('ana')
    const askedLate: string[] = []
    ana.on('request', (request) => {
      if (!request.url().endsWith('/decisions')) return
      ana.on('request', (next) => next.url().endsWith('/form') && askedLate.push(next.url()))
    })
    await decideInInbox(ana, 'Pay 1,190.00 EUR to Nordwind GmbH', {
      button: 'Release the payment',
      choose: { 'Cost centre': 'Operations' },
    })

    const results = nora.getByRole('region', { name: 'Results' })
    await expect(results).toContainText('Nothing was found')
    await expect(results).toContainText('Tom Weber, Ana Ruiz')
    // What is decided has no form, and is not asked for one.
    expect(askedLate).toEqual([])
    // What Ana answered when she released it, her decision tells.
    await expect(nora.getByRole('region', { name: 'History' })).toContainText('Operations')
    await expectFine(nora)
    const coming = nora.waitForEvent('download')
    await nora.getByRole('link', { name: 'Download booking.csv' }).click()
    const booking = readFileSync(await (await coming).path(), 'utf8')
    expect(booking).toContain(
      `Nordwind GmbH,${number},2026-11-20,1000,19,1190,DE89370400440532013000,Tom Weber,Ana Ruiz,4300`,
    )
  })

test('an invoice with a mistake is corrected, checked again, and asked about again', async ({ as }) => {
  const number = `K-${randomInt(1e6)}`
  const nora = await as('nora')
  await openApp(nora, 'Invoice intake')
  await nora.getByRole('textbox', { name: 'Supplier' }).fill('Kontor 3')
  await nora.getByLabel('Invoice number').fill(number)
  await nora.getByLabel('Date of the invoice').fill('2026-11-20')
  await nora.getByRole('textbox', { name: 'Net amount' }).fill('100')
  await nora.getByRole('textbox', { name: 'Total to pay' }).fill('191')
  await nora.getByLabel('IBAN').fill('DE89 3704 0044 0532 0130 00')
  await nora.getByLabel(/^The invoice/).setInputFiles(electronicInvoice('119.00'))
  await expect(nora.getByText('invoice.xml').first()).toBeVisible()
  await submitForm(nora)
  const { executionId } = await requestOf(nora, 'nora')
  const tom = await as('tom')
  await tom.goto(`/inbox?id=${await asked('tom', executionId)}`)
  const shown = tom.getByRole('article')
  await expect(shown).toContainText('Net and VAT come to 119.00 EUR, not to 191 EUR.')
  await shown.getByRole('button', { name: 'Needs correction' }).click()
  await shown.getByRole('textbox', { name: 'What has to change?' }).fill('It is 119, is it not?')
  await shown.getByRole('button', { name: 'Needs correction' }).click()

  await expect(nora.getByRole('status').filter({ hasText: 'It is 119, is it not?' })).toBeVisible()
  await expect(nora.getByText('invoice.xml').first()).toBeVisible()
  await nora.getByRole('textbox', { name: 'Total to pay' }).fill('119')
  await nora.getByRole('button', { name: 'Send again' }).click()
  await expect(nora.getByText('Sent again.', { exact: true })).toBeVisible()
  await tom.goto(`/inbox?id=${await asked('tom', executionId)}`)
  await expect(shown).toContainText('Nothing was found: sum, account, number and file are in order.')
  await expect(shown.getByRole('region', { name: 'Earlier rounds' })).toContainText('It is 119, is it not?')
  await shown.getByRole('button', { name: 'The delivery is right' }).click()
  await shown.getByRole('button', { name: 'The delivery is right' }).click()
  await expect(nora.getByText('With Ana Ruiz (Finance)')).toBeVisible()
})

test('what the check finds, the decider reads: a wrong sum, a wrong account, and what the file says', async ({
  as,
}) => {
  const nora = await as('nora')
  await openApp(nora, 'Invoice intake')
  await nora.getByRole('textbox', { name: 'Supplier' }).fill('Wolke 7')
  await nora.getByLabel('Invoice number').fill(`W-${randomInt(1e6)}`)
  await nora.getByLabel('Date of the invoice').fill('2026-11-20')
  await nora.getByRole('textbox', { name: 'Net amount' }).fill('100')
  await nora.getByRole('radio', { name: '7 %', exact: true }).check()
  await nora.getByRole('textbox', { name: 'Total to pay' }).fill('119')
  await nora.getByLabel('IBAN').fill('DE89 3704 0044 0532 0130 01')
  await nora.getByLabel(/^The invoice/).setInputFiles(electronicInvoice('107.00'))
  await expect(nora.getByText('invoice.xml').first()).toBeVisible()
  await submitForm(nora)
  const { executionId } = await requestOf(nora, 'nora')
  await asked('tom', executionId)
  const tom = await as('tom')
  await tom.goto('/inbox')
  await tom
    .getByRole('list', { name: 'Decisions' })
    .getByRole('link', { name: /of Wolke 7/ })
    .first()
    .click()
  const shown = tom.getByRole('article')
  await expect(shown).toContainText('Net and VAT come to 107.00 EUR, not to 119 EUR.')
  await expect(shown).toContainText('The IBAN has a mistake in it.')
  await expect(shown).toContainText('The file says 107.00 EUR.')
  await shown.getByRole('button', { name: 'Reject' }).click()
  await shown.getByRole('textbox', { name: 'Comment' }).fill('Please ask for a new one.')
  await shown.getByRole('button', { name: 'Reject' }).click()
  await expect(nora.getByRole('status').filter({ hasText: 'Rejected on' })).toBeVisible()
  await expect(nora.getByText('Please ask for a new one.').first()).toBeVisible()
})
