import { decideInInbox, expectFine, openApp, requestOf, sizes } from './demo-steps.ts'
import { asked, closed, decide, submit, submitForm } from './steps.ts'
import { expect, test } from './story.ts'

for (const [size, options] of sizes)
  test(`two people open an access, and IT ends it: ${size}`, async ({ as }) => {
    const nora = await as('nora', options)
    await openApp(nora, 'Access request')
    await nora.getByLabel('System').selectOption('Customers (CRM)')
    await nora.getByRole('radio', { name: 'Administer' }).check()
    await expect(nora.getByText('Ask for less if less is enough.')).toBeVisible()
    await nora.getByRole('radio', { name: 'Read', exact: true }).check()
    await expect(nora.getByText('Ask for less if less is enough.')).toHaveCount(0)
    await nora.getByRole('group', { name: 'For how long?' }).getByLabel('days').fill('45')
    await nora.getByLabel('What do you need it for?').fill('The yearly letter to all customers.')
    await nora.getByRole('button', { name: 'Submit request' }).click()
    await expect(nora.getByRole('alert').filter({ hasText: 'For how long?' })).toBeVisible()
    await nora.getByRole('group', { name: 'For how long?' }).getByLabel('days').fill('3')
    await expectFine(nora)
    await submitForm(nora)
    await expect(nora.getByText('With Ben Okafor (Managers)')).toBeVisible()
    const { executionId } = await requestOf(nora, 'nora')

    await asked('ben', executionId)
    await decideInInbox(await as('ben'), 'Access to Customers (CRM): read', { button: 'Approve' })
    await expect(nora.getByText('With Ida Sørensen or Lee Park (IT)')).toBeVisible()
    await asked('lee', executionId)
    const lee = await as('lee', options)
    await decideInInbox(lee, 'Open Customers (CRM) for Nora Lind: read', { button: 'Approve' })
    await expect(nora.getByRole('listitem').filter({ hasText: 'The access is open' })).toHaveAttribute(
      'aria-current',
      'step',
    )
    await expectFine(nora)
    await decideInInbox(lee, 'Access of Nora Lind to Customers (CRM) is open', {
      button: 'Not needed any more',
    })
    const results = nora.getByRole('region', { name: 'Results' })
    await expect(results).toContainText('Ben Okafor, Lee Park')
    await expect(results).toContainText('Lee Park ended the access: it was not needed any more.')
    await expectFine(nora)
  })

test('an access ends by itself when its time is over, and who opens it is somebody else', async ({ as }) => {
  const { executionId, requestId } = await submit('nora', 'Access request', {
    system: 'git',
    level: 'write',
    howLong: 'PT4S',
    reason: 'The release of this evening.',
  })
  await decide('ben', executionId, { vote: 'APPROVE' })
  const nora = await as('nora')
  await nora.goto(`/requests/${requestId}`)
  await decide('ida', executionId, { vote: 'APPROVE' })
  await expect(nora.getByRole('region', { name: 'Results' })).toContainText(
    'The time was over: the access ended by itself.',
  )
})

test('an access that is misused is taken away at once', async ({ as }) => {
  const { executionId, requestId } = await submit('nora', 'Access request', {
    system: 'database',
    level: 'read',
    howLong: 'P1D',
    reason: 'A look at the orders of May.',
  })
  await decide('ben', executionId, { vote: 'APPROVE' })
  await decide('lee', executionId, { vote: 'APPROVE' })
  await asked('ida', executionId)
  const ida = await as('ida')
  await decideInInbox(ida, 'Access of Nora Lind to Production database is open', {
    button: 'Take it away',
    comment: 'It copied whole tables.',
  })
  const nora = await as('nora')
  await nora.goto(`/requests/${requestId}`)
  await expect(nora.getByRole('region', { name: 'Results' })).toContainText(
    'Ida Sørensen took the access away: It copied whole tables.',
  )
  await closed('nora', requestId, 'REJECTED')
})
