import { randomUUID } from 'node:crypto'
import { submit } from './steps.ts'
import { call, expect, expectAccessible, test } from './story.ts'

const id = `grant-${randomUUID().slice(0, 4)}`
const name = `Grant ${id}`
const source = (limit: number) => `id: ${id}
namespace: company.grants
displayName: ${name}
inputs:
  - { id: amount, type: INT, displayName: Amount }
tasks:
  - id: large
    type: if
    condition: "{{ inputs.amount > ${limit} }}"
    then:
      - id: agree
        type: approval
        title: A grant of {{ inputs.amount }}
        deciders: [{ user: tom@formwork.example }]
  - { id: pay, type: log, message: paid }
`

test('before a change is published its author sees what it would have meant for past requests', async ({
  as,
}) => {
  await call('admin', 'POST /flows', source(1000))
  for (const amount of [100, 700, 5000]) await submit('nora', name, { amount })

  const ida = await as('ida')
  await ida.goto(`/studio/flows/company.grants/${id}`)
  await expect(ida.getByText('No problems')).toBeVisible()
  const beside = ida.getByRole('region', { name: 'Beside the source' })
  await beside.getByRole('button', { name: 'Past requests' }).click()
  await beside.getByRole('button', { name: 'Play past requests' }).click()
  await expect(beside.getByText('Nothing would be different of 3 requests')).toBeVisible()

  await ida.getByRole('textbox', { name: 'Source of the flow' }).fill(source(500))
  await expect(beside.getByText('The source has changed since.')).toBeVisible()
  await beside.getByRole('button', { name: 'Play again' }).click()
  await expect(beside.getByText('1 would be different of 3 requests')).toBeVisible()
  await expect(
    beside.getByText('done without a decision would be: still to be decided, by agree'),
  ).toBeVisible()
  await expectAccessible(ida)
  await ida.screenshot({ path: test.info().outputPath('simulation.png'), fullPage: true })
})
