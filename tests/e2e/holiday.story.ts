import { readFileSync } from 'node:fs'
import { expectFine, sizes } from './demo-steps.ts'
import { submitForm } from './steps.ts'
import { expect, test } from './story.ts'

for (const [size, options] of sizes)
  test(`a holiday goes from the form to the calendar: ${size}`, async ({ as }) => {
    const nora = await as('nora', options)
    await nora.goto('/')
    await nora.getByRole('textbox', { name: 'Search apps', exact: true }).fill('days off')
    await nora.getByRole('link', { name: 'Holiday request', exact: true }).click()
    await expect(nora.getByRole('textbox', { name: 'Occasion' })).toHaveCount(0)
    await nora.getByRole('radio', { name: 'Special leave' }).check()
    await nora.getByRole('textbox', { name: 'Occasion' }).fill('Moving house')
    await nora.getByLabel('First day off').fill('2027-03-05')
    await nora.getByLabel('Last day off').fill('2027-03-04')
    await nora.getByLabel('Who stands in for you?').fill('lee')
    await nora.getByRole('button', { name: 'Submit request' }).click()
    const summary = nora.getByRole('alert').filter({ hasText: '2 answers need your attention' })
    await expect(summary).toContainText('Last day off: Must be 5 Mar 2027 or later')
    await expect(summary).toContainText('Enter an email address')
    await nora.getByLabel('Last day off').fill('2027-03-09')
    await nora.getByLabel('Who stands in for you?').fill('lee@formwork.example')
    await expectFine(nora)
    await submitForm(nora)
    await expect(nora.getByText('With Ben Okafor (Managers)')).toBeVisible()

    const ben = await as('ben', options)
    await ben.goto('/')
    // From Friday to Tuesday are three working days. Decided in place.
    await ben.getByRole('link', { name: /3 days of leave from 5 Mar to 9 Mar 2027/ }).click()
    const drawer = ben.getByRole('dialog', { name: 'Decision' })
    await expect(drawer.getByRole('article')).toContainText('Moving house')
    await expectFine(ben)
    await drawer.getByRole('button', { name: 'Approve' }).click()
    await drawer.getByRole('article').getByRole('button', { name: 'Approve' }).click()
    await expect(drawer).toBeHidden()

    await expect(nora.getByRole('status').filter({ hasText: 'Approved and finished on' })).toBeVisible()
    await expect(nora.getByRole('region', { name: 'Results' })).toContainText('10 Mar 2027')
    await expectFine(nora)
    const coming = nora.waitForEvent('download')
    await nora.getByRole('link', { name: 'Download leave.ics' }).click()
    const entry = readFileSync(await (await coming).path(), 'utf8')
    expect(entry).toContain('DTSTART;VALUE=DATE:20270305')
    expect(entry).toContain('DTEND;VALUE=DATE:20270310')
    expect(entry).toContain('SUMMARY:Nora Lind on leave')
  })
