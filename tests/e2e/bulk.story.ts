import { randomUUID } from 'node:crypto'
import { until } from '../harness/until.ts'
import { openAlive } from './steps.ts'
import { call, expect, expectAccessible, phone, test } from './story.ts'

const namespace = `company.bulk-${randomUUID().slice(0, 4)}`
const flow = `id: standing
namespace: ${namespace}
inputs:
  - { id: pauses, type: BOOL }
tasks:
  - { id: hold, type: pause, runIf: "{{ inputs.pauses }}" }
`

interface Run {
  id: string
  state: { current: string }
}

async function start(pauses: boolean, state: string): Promise<void> {
  const { id } = await call<Run>('admin', `POST /executions/${namespace}/standing`, { pauses })
  await until(
    async () => (await call<Run>('admin', `GET /executions/${id}`)).state.current === state,
    `the run is ${state}`,
  )
}

test('of runs that stand differently each verb takes those that it fits, as they were when it was asked for', async ({
  as,
  refused,
}) => {
  await call('admin', 'POST /flows', flow)
  await start(true, 'PAUSED')
  await start(true, 'PAUSED')
  await start(false, 'SUCCESS')
  const one = await as('ida')
  const other = await as('ida', phone)
  for (const tab of [one, other]) {
    await openAlive(tab, `/studio/runs?namespace=${namespace}`)
    await tab.getByRole('checkbox', { name: 'Pick all that are shown' }).check()
    await tab.getByRole('button', { name: 'Kill 2' }).click()
    await expect(tab.getByRole('dialog', { name: 'Kill 2 runs?' })).toBeVisible()
  }
  await one.getByRole('dialog').getByRole('button', { name: 'Kill' }).dblclick()
  for (const tab of [one, other])
    await expect(tab.locator('tr').getByText('Killed', { exact: true })).toHaveCount(2)
  refused(/kill\/by-ids/)
  await other.getByRole('dialog').getByRole('button', { name: 'Kill' }).click()
  const refusal = other.getByRole('dialog', { name: 'Kill 2 runs?' }).getByRole('alert')
  await expect(refusal.getByRole('listitem').getByText('execution is already terminated')).toHaveCount(2)
  await expectAccessible(other)
  await other.screenshot({ path: test.info().outputPath('refused.png') })
})
