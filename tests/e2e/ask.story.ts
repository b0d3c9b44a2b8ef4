import { randomUUID } from 'node:crypto'
import { asked, submit } from './steps.ts'
import { call, expect, expectAccessible, phone, test } from './story.ts'

const id = `trip-${randomUUID().slice(0, 4)}`
const name = `Business trip ${id}`
const source = `id: ${id}
namespace: company.trips
displayName: ${name}
inputs:
  - { id: where, type: STRING, displayName: Where to }
tasks:
  - id: agree
    type: approval
    title: A trip to {{ inputs.where }}
    show: [inputs.where]
    deciders: [{ user: ana@formwork.example }]
    due: { in: P3D }
    allow: [askInfo, reassign, addDecider]
`

test('a decider asks, hears the answer, and hands the decision on', async ({ as, refused }) => {
  // who has handed it on sees it no more, and the page learns so by asking
  refused(/\/approvals\/|\/requests\//)
  await call('admin', 'POST /flows', source)
  const { requestId, executionId } = await submit('nora', name, { where: 'Ghent' })
  const approval = await asked('ana', executionId)

  const ana = await as('ana')
  await ana.goto(`/inbox?id=${approval}`)
  const shown = ana.getByRole('article')
  await expect(shown.getByText(/Due/)).toBeVisible()
  await shown.getByRole('button', { name: 'Ask', exact: true }).click()
  const asking = ana.getByRole('dialog', { name: 'Ask Nora Lind' })
  await expect(asking.getByRole('button', { name: 'Ask' })).toBeDisabled()
  await asking.getByLabel('Question').fill('Who pays for the hotel?')
  await expectAccessible(ana)
  await asking.getByRole('button', { name: 'Ask' }).click()
  await expect(shown.getByText('No answer yet')).toBeVisible()
  await expect(shown.getByText(/Due/)).toHaveCount(0)

  const nora = await as('nora', phone)
  await nora.goto(`/requests/${requestId}`)
  const question = nora.getByRole('status').filter({ hasText: 'Ana Ruiz asks you before deciding' })
  await expect(question).toContainText('Who pays for the hotel?')
  await question.getByLabel('Your answer').fill('The customer does.')
  await expectAccessible(nora)
  await question.getByRole('button', { name: 'Answer' }).click()
  await expect(question).toHaveCount(0)

  await expect(shown.getByText('The customer does.')).toBeVisible()
  await expect(shown.getByText(/Due/)).toBeVisible()
  await shown.getByRole('button', { name: 'Ask', exact: true }).click()
  await asking.getByLabel('Question').fill('How many nights?')
  await asking.getByRole('button', { name: 'Ask' }).click()
  await expect(question).toContainText('How many nights?')
  await expect(shown.getByText(/Due/)).toHaveCount(0)
  await shown.getByRole('button', { name: 'Go on without an answer' }).click()
  await expect(shown.getByText('Withdrawn; no answer is needed any more')).toBeVisible()
  await expect(shown.getByText(/Due/)).toBeVisible()
  await expect(question).toHaveCount(0)
  await ana.screenshot({ path: test.info().outputPath('withdrawn.png'), fullPage: true })

  await shown.getByRole('button', { name: 'Hand on' }).click()
  const handing = ana.getByRole('dialog', { name: 'Hand on to somebody else' })
  await handing.getByLabel(/name/i).fill('Tom')
  await handing.getByRole('button', { name: 'Hand on: Tom Weber' }).click()
  await expect(handing).toHaveCount(0)
  await expect(ana.getByRole('list', { name: 'Decisions' }).getByText('Ghent')).toHaveCount(0)
  await expect(nora.getByText(/With Tom Weber/).first()).toBeVisible()

  const tom = await as('tom')
  await tom.goto(`/inbox?id=${approval}`)
  await expect(tom.getByRole('article').getByText('The customer does.')).toBeVisible()
  await tom.getByRole('article').getByRole('button', { name: 'Approve' }).click()
  await tom.getByRole('article').getByRole('button', { name: 'Approve' }).click()
  await expect(nora.getByRole('status').filter({ hasText: 'Approved and finished' })).toBeVisible()
})
