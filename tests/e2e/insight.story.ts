import { randomUUID } from 'node:crypto'
import { asked, decide, submit } from './steps.ts'
import { call, dark, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from './story.ts'

const id = `visit-${randomUUID().slice(0, 4)}`
const name = `Visit of ${id}`
const source = `id: ${id}
namespace: company.visits
displayName: ${name}
inputs:
  - { id: who, type: STRING, displayName: Who comes }
tasks:
  - id: host
    type: approval
    title: A visit of {{ inputs.who }}
    deciders: [{ user: tom@formwork.example }, { user: lee@formwork.example }]
    due: { in: P1D }
`

test('a process owner sees how long decisions take, and who has them', async ({ as }) => {
  await call('admin', 'POST /flows', source)
  const done = await submit('nora', name, { who: 'the architect' })
  await decide('tom', done.executionId, { vote: 'APPROVE' })
  await decide('lee', done.executionId, { vote: 'APPROVE' })
  const open = await submit('nora', name, { who: 'the plumber' })
  await asked('tom', open.executionId)
  await decide('tom', open.executionId, { vote: 'APPROVE' })

  const ida = await as('ida')
  await ida.goto('/')
  await ida.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Insight' }).click()
  await expect(ida.getByRole('heading', { level: 1, name: 'Insight' })).toBeVisible()
  await ida.getByLabel('Flow').selectOption({ label: name })
  await expect(ida).toHaveURL(new RegExp(`flow=company.visits%2F${id}`))
  const steps = ida.getByRole('table', { name: 'By step' })
  await expect(steps.getByRole('row').nth(1)).toContainText('Host')
  await expect(steps.getByRole('row').nth(1)).toContainText('1 of 1')
  const people = ida.getByRole('table', { name: 'By person' })
  await expect(people.getByRole('row').filter({ hasText: 'Tom Weber' })).toContainText('second')
  await expect(people.getByRole('row').nth(1)).toContainText('Lee Park')
  const waiting = ida.getByRole('region', { name: 'Waiting now' })
  await expect(waiting.getByRole('listitem')).toHaveCount(1)
  await expect(waiting).toContainText('with Lee Park')
  await expectAccessible(ida)
  await ida.screenshot({ path: test.info().outputPath('insight.png'), fullPage: true })

  const small = await as('ida', { ...phone, ...dark })
  await small.goto(ida.url())
  await small.getByLabel('Time').selectOption('Last week')
  await expect(small).toHaveURL(/days=7/)
  await expect(small.getByRole('region', { name: 'Waiting now' })).toContainText('with Lee Park')
  await expectAccessible(small)
  await expectNoSidewaysScroll(small)
  await small.screenshot({ path: test.info().outputPath('phone.png'), fullPage: true })
  const nora = await as('nora')
  await nora.goto('/')
  await expect(nora.getByRole('link', { name: 'Home' })).toBeVisible()
  await expect(nora.getByRole('link', { name: 'Insight' })).toHaveCount(0)
})
