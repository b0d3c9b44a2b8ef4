import { randomUUID } from 'node:crypto'
import { submit } from './steps.ts'
import { call, dark, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from './story.ts'

const id = `leave-${randomUUID().slice(0, 4)}`
const name = `Special leave ${id}`
const source = `id: ${id}
namespace: company.leave
displayName: ${name}
inputs:
  - { id: why, type: STRING, displayName: Why }
tasks:
  - id: agree
    type: approval
    title: Special leave for {{ inputs.why }}
    show: [inputs.why]
    deciders: [{ user: lee@formwork.example }]
    rules: { commentRequired: ON_DENY }
    decisions: { sendBack: {} }
`

test.beforeAll(async () => {
  await call('admin', 'POST /flows', source)
})

test('many are decided together, taken back, and decided otherwise', async ({ as }) => {
  const requests = []
  for (const why of ['a move', 'a wedding', 'an exam']) requests.push(await submit('nora', name, { why }))

  const lee = await as('lee')
  await lee.goto(`/inbox?q=${encodeURIComponent(name)}`)
  const choose = (why: string) => lee.getByRole('checkbox', { name: `Choose Special leave for ${why}` })
  await choose('a move').check()
  const bar = lee.getByRole('group', { name: '1 chosen' })
  await expect(bar).toBeVisible()
  await lee.getByRole('button', { name: 'All 3 of this kind' }).click()
  await expectAccessible(lee)
  await lee.screenshot({ path: test.info().outputPath('chosen.png') })
  await choose('an exam').uncheck()
  await lee.getByRole('group', { name: '2 chosen' }).getByRole('button', { name: 'Reject' }).click()
  const asking = lee.getByRole('dialog', { name: 'Reject 2 decisions' })
  await expect(asking.getByRole('listitem')).toHaveCount(2)
  await asking.getByRole('button', { name: 'Reject 2 decisions' }).click()
  await expect(asking.getByText('Say why, so that the requester knows')).toBeVisible()
  await asking.getByLabel('Comment').fill('Too many are away.')
  await expectAccessible(lee)
  await lee.screenshot({ path: test.info().outputPath('asking.png') })
  await asking.getByRole('button', { name: 'Reject 2 decisions' }).click()
  await expect(asking).toHaveCount(0)
  await expect(choose('a move')).toHaveCount(0)
  await lee.getByRole('button', { name: 'Take it back' }).click()
  await expect(lee.getByText('2 decisions are taken back.')).toBeVisible()
  await expect(choose('a wedding')).toBeVisible()

  const small = await as('lee', { ...phone, ...dark })
  await small.goto(`/inbox?q=${encodeURIComponent(name)}`)
  for (const why of ['a wedding', 'a move', 'an exam'])
    await small.getByRole('checkbox', { name: `Choose Special leave for ${why}` }).check()
  await expectNoSidewaysScroll(small)
  await expectAccessible(small)
  await small.screenshot({ path: test.info().outputPath('phone.png') })
  await small.getByRole('group', { name: '3 chosen' }).getByRole('button', { name: 'Approve' }).click()
  await small.getByRole('dialog').getByRole('button', { name: 'Approve 3 decisions' }).click()
  await expect(small.getByText('3 approved.')).toBeVisible()
  await expect(lee.getByText('Nothing fits')).toBeVisible()
  const nora = await as('nora')
  for (const { requestId } of requests) {
    await nora.goto(`/requests/${requestId}`)
    await expect(nora.getByRole('status').filter({ hasText: 'Approved and finished' })).toBeVisible()
  }
})

test('many are sent back together, with what has to change', async ({ as }) => {
  const requests = []
  for (const why of ['a course', 'a trip']) requests.push(await submit('nora', name, { why }))
  const lee = await as('lee')
  await lee.goto(`/inbox?q=${encodeURIComponent(name)}`)
  const choose = (why: string) => lee.getByRole('checkbox', { name: `Choose Special leave for ${why}` })
  await choose('a course').check()
  await choose('a trip').check()
  const bar = lee.getByRole('group', { name: '2 chosen' })
  await bar.getByRole('button', { name: 'Needs changes' }).click()
  const asking = lee.getByRole('dialog', { name: 'Ask for changes to 2 requests' })
  await asking.getByRole('button', { name: 'Ask for changes to 2 requests' }).click()
  await expect(asking.getByText('Say what has to change')).toBeVisible()
  await asking.getByLabel('What has to change?').fill('Say from when to when.')
  await expectAccessible(lee)
  await lee.screenshot({ path: test.info().outputPath('asking.png') })
  await asking.getByRole('button', { name: 'Ask for changes to 2 requests' }).click()
  await lee.getByRole('button', { name: 'Take it back' }).click()
  await expect(lee.getByText('2 decisions are taken back.')).toBeVisible()

  await choose('a course').check()
  await choose('a trip').check()
  await bar.getByRole('button', { name: 'Needs changes' }).click()
  await asking.getByLabel('What has to change?').fill('Say from when to when.')
  await asking.getByRole('button', { name: 'Ask for changes to 2 requests' }).click()
  await expect(lee.getByText('2 sent back for changes.')).toBeVisible()
  const nora = await as('nora')
  for (const { requestId } of requests) {
    await nora.goto(`/requests/${requestId}`)
    await expect(nora.getByText('Say from when to when.').first()).toBeVisible()
  }
})

test('somebody gives themselves time to take a decision back', async ({ as }) => {
  await submit('nora', name, { why: 'a funeral' })
  const lee = await as('lee')
  await lee.goto('/account')
  await lee.getByLabel('Time to take a decision back').selectOption('10 seconds')
  await expect(lee.getByRole('region', { name: 'Decisions' }).getByText('Saved')).toBeVisible()
  await lee.goto(`/inbox?q=${encodeURIComponent(`${name}: a funeral`)}`)
  const shown = lee.getByRole('article')
  await shown.getByRole('button', { name: 'Approve' }).click()
  await shown.getByRole('button', { name: 'Approve' }).click()
  await lee.getByRole('button', { name: 'Take it back' }).click()
  await expect(lee.getByText('Your decision is taken back.')).toBeVisible()
  await expect(shown.getByRole('button', { name: 'Approve' })).toBeVisible()
  await call('lee', 'PUT /me/approval-settings', { holdSeconds: 0 })
})
