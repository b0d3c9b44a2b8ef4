import { readFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { decideInInbox, expectFine, openApp, requestOf, sizes } from './demo-steps.ts'
import { asked, submitForm } from './steps.ts'
import { call, expect, product, test } from './story.ts'

for (const [size, options] of sizes)
  test(`somebody reports an incident, IT mends it and writes down why: ${size}`, async ({ as }) => {
    const title = `No mail since nine ${randomUUID().slice(0, 4)}`
    const nora = await as('nora', options)
    await openApp(nora, 'Report an incident', 'Report it')
    await nora.getByLabel('What does not work?').fill(title)
    await nora.getByLabel('What is it about?').selectOption('Mail and calendar')
    await nora.getByRole('radio', { name: 'Nobody can work' }).check()
    await nora.getByLabel('What do you see?').fill('It says: server not reached.')
    await expect(nora.getByText('and call IT as well')).toBeVisible()
    await expectFine(nora)
    await submitForm(nora, 'Report it')
    await expect(nora.getByText('With Ida Sørensen or Lee Park (IT)')).toBeVisible()
    const { executionId } = await requestOf(nora, 'nora')

    await asked('lee', executionId)
    const lee = await as('lee', options)
    await lee.goto('/inbox')
    await lee.getByRole('list', { name: 'Decisions' }).getByRole('link', { name: title }).first().click()
    await expect(lee.getByRole('article')).toContainText('Look at the queue of the mail server.')
    await expectFine(lee)
    await decideInInbox(lee, title, { button: 'I take it' })
    await expect(nora.getByText(/With .*Lee Park.* \(IT\)/).first()).toBeVisible()
    await expect(nora.getByRole('listitem').filter({ hasText: 'It is mended' })).toHaveAttribute(
      'aria-current',
      'step',
    )
    await decideInInbox(lee, `Is it over? ${title}`, {
      button: 'It works again',
      comment: 'The disk was full; the log is turned over now.',
    })
    await expect(nora.getByRole('listitem').filter({ hasText: 'What was learned' })).toHaveAttribute(
      'aria-current',
      'step',
    )

    // IT writes the review where the request is; who reported it only sees that it works.
    await expect(nora.getByText('It works again. IT writes down what was learned.')).toBeVisible()
    await expect(nora.getByRole('button', { name: 'Close the incident' })).toHaveCount(0)
    await lee.goto(new URL(nora.url()).pathname)
    await expect(lee.getByText(/Lee Park says: The disk was full/)).toBeVisible()
    const close = lee.getByRole('button', { name: 'Close the incident' })
    await lee.getByLabel('What was the cause?').fill('Nobody')
    await close.click()
    await expect(lee.getByRole('main').getByRole('alert')).toContainText('Must have at least 10 characters')
    await lee.getByLabel('What was the cause?').fill('Nobody turned the log over.')
    await lee.getByRole('button', { name: 'Add a row' }).click()
    await lee.getByLabel('Measure, row 1').fill('Turn it over every night')
    await lee.getByLabel('Who, row 1').fill('Lee')
    await expectFine(lee)
    await close.click()

    await expect(nora.getByText(/It was over after \d+ minutes/)).toBeVisible()
    await expect(nora.getByText('Minutes until it was over')).toBeVisible()
    await expectFine(nora)
    const coming = nora.waitForEvent('download')
    await nora.getByRole('link', { name: 'review.html' }).click()
    const review = readFileSync(await (await coming).path(), 'utf8')
    expect(review).toContain('Nobody turned the log over.')
    expect(review).toContain('Turn it over every night (Lee)')
    expect(review).toContain('The disk was full')
  })

test('the monitoring reports by its webhook', async ({ as }) => {
  const title = `Shop answers 500 ${randomUUID().slice(0, 4)}`
  const key = randomUUID()
  await call('admin', 'PUT /namespaces/company.it/secrets', { key: 'INCIDENT_KEY', value: key })
  const address = `${product.url}/api/v1/executions/webhook/company.it/incident/${key}`
  const report = (body: object) => fetch(address, { method: 'POST', body: JSON.stringify(body) })
  expect((await report({ title, service: 'shop', status: 'resolved' })).status).toBe(204)
  expect((await report({ title: 'no', service: 'shop' })).status).toBe(422)
  const answer = await report({ title, service: 'shop', details: 'Three probes failed.' })
  expect(answer.status).toBe(200)
  const { id } = (await answer.json()) as { id: string }
  await asked('lee', id)
  const lee = await as('lee')
  await decideInInbox(lee, title, { button: 'That is no incident', comment: 'A test of the probes.' })
  await expect(lee.getByText('Rejected.', { exact: true })).toBeVisible()
})
