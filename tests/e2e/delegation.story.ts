import { randomUUID } from 'node:crypto'
import { asked, closed, openAlive, submit } from './steps.ts'
import { call, expect, expectAccessible, test } from './story.ts'

const id = `lent-${randomUUID().slice(0, 4)}`
const name = `Contract ${id}`
/** Two groups one after the other; others are asked too where that takes too long. */
const source = `id: ${id}
namespace: company.lent
displayName: ${name}
inputs:
  - { id: what, type: STRING, displayName: What }
tasks:
  - id: agree
    type: approval
    title: Contract for {{ inputs.what }}
    show: [inputs.what]
    order: sequential
    deciders:
      - { group: procurement }
      - { group: managers }
    due: { in: PT15S }
    onDue: { escalateTo: { user: ida@formwork.example }, after: P1D }
`

interface Given {
  id: string
  when: string
}

/** Whatever earlier tries have left. */
async function clear(): Promise<void> {
  const { given } = await call<{ given: Given[] }>('tom', 'GET /me/delegations')
  for (const one of given) if (one.when !== 'past') await call('tom', `POST /me/delegations/${one.id}/end`)
}

test('a decider lets somebody decide for them, who decides as one for the other; then others are asked who are late', async ({
  as,
  refused,
}) => {
  // what is decided is no longer the delegate's to see once their page asks again
  refused(/\/approvals\/|\/requests\//)
  await clear()
  await call('admin', 'POST /flows', source)

  const tom = await as('tom')
  await openAlive(tom, '/account')
  await tom.getByRole('button', { name: 'Let somebody decide for you' }).click()
  const form = tom.getByRole('form', { name: 'Let somebody decide for you' })
  const day = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString().slice(0, 10)
  await form.getByLabel('Who decides').fill('Lee')
  await tom.getByRole('option', { name: 'Lee Park' }).click()
  await form.getByLabel('First day').fill(day(0))
  await form.getByLabel('Last day').fill(day(3))
  await form.getByLabel('Reason').fill('At the sea')
  await expectAccessible(tom)
  await form.getByRole('button', { name: 'Save' }).click()
  const given = tom.getByRole('list', { name: 'Who decides in this place' })
  await expect(given.getByText('Lee Park').first()).toBeVisible()
  await expect(given.getByText(/At the sea/).first()).toBeVisible()

  const { requestId, executionId } = await submit('nora', name, { what: 'chairs' })
  await asked('tom', executionId)
  const lee = await as('lee')
  await openAlive(lee, '/inbox?box=delegated')
  const list = lee.getByRole('list', { name: 'Decisions' })
  // Others may wait for Tom meanwhile.
  const contract = list.getByRole('link', { name: /^Contract for chairs/ })
  await expect(contract.getByText(/You decide for Tom Weber until/)).toBeVisible()
  await contract.click()
  const shown = lee.getByRole('article')
  await expect(shown.getByRole('heading', { name: 'Contract for chairs' })).toBeVisible()
  await expect(shown.getByText(/You decide for Tom Weber until/)).toBeVisible()
  await shown.getByRole('button', { name: 'Approve' }).click()
  await shown.getByRole('button', { name: 'Approve' }).click()
  await expect(list.getByText('Contract for chairs')).toHaveCount(0)
  await expectAccessible(lee)

  // the second group is late
  const approval = await asked('ida', executionId)
  const ida = await as('ida')
  await openAlive(ida, `/inbox?id=${approval}`)
  await expect(ida.getByRole('article').getByText(/Approved by Lee Park for Tom Weber/)).toBeVisible()
  await ida.getByRole('article').getByRole('button', { name: 'Approve' }).click()
  await ida.getByRole('article').getByRole('button', { name: 'Approve' }).click()
  await closed('nora', requestId, 'APPROVED')

  const nora = await as('nora')
  await openAlive(nora, `/requests/${requestId}`)
  await expect(nora.getByText(/Approved by Lee Park for Tom Weber/).first()).toBeVisible()
  await expectAccessible(nora)

  await given
    .getByRole('button', { name: /^End: Lee Park/ })
    .first()
    .click()
  await expect(given.getByText('Ended').first()).toBeVisible()
})

test('one of a group takes it, another sees who is on it and takes it over', async ({ as }) => {
  const claimed = `claim-${randomUUID().slice(0, 4)}`
  const title = `Claim ${claimed}`
  await call(
    'admin',
    'POST /flows',
    `id: ${claimed}
namespace: company.lent
displayName: ${title}
tasks:
  - id: agree
    type: approval
    title: ${title} for one of us
    deciders: [{ group: finance }]
`,
  )
  const { requestId, executionId } = await submit('nora', title, {})
  const approval = await asked('ana', executionId)
  const [ana, tom] = [await as('ana'), await as('tom')]
  await openAlive(ana, `/inbox?id=${approval}`)
  await openAlive(tom, `/inbox?box=group&id=${approval}`)
  await ana.getByRole('article').getByRole('button', { name: 'I am on it' }).press('Enter')
  await expect(ana.getByRole('article').getByText('You are on it')).toBeVisible()
  const shown = tom.getByRole('article')
  await expect(shown.getByText('Ana Ruiz is on it')).toBeVisible()
  await expect(shown.getByRole('button', { name: 'Approve' })).toHaveCount(0)
  await expectAccessible(tom)
  await shown.getByRole('button', { name: 'Take over' }).press('Enter')
  await expect(shown.getByText('You are on it')).toBeVisible()
  await expect(ana.getByRole('article').getByText('Tom Weber is on it')).toBeVisible()
  await shown.getByRole('button', { name: 'Approve' }).click()
  await shown.getByRole('button', { name: 'Approve' }).click()
  await closed('nora', requestId, 'APPROVED')
})
