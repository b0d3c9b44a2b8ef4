import { randomUUID } from 'node:crypto'
import { until } from '../harness/until.ts'
import { call, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from './story.ts'

const id = `supplier-${randomUUID().slice(0, 8)}`
const flow = `id: ${id}
namespace: company.suppliers
tasks:
  - id: date-of-delivery
    type: pause
    description: |
      Please tell us **when** you can deliver order 4711.
    onResume:
      - { id: days, type: INT, displayName: In how many days?, min: 1 }
      - { id: at, type: DATETIME, displayName: When does it start? }
  - { id: told, type: return, format: "{{ outputs['date-of-delivery'].onResume.days }} {{ outputs['date-of-delivery'].onResume.at }}" }
`

interface Run {
  id: string
  state: { current: string }
  taskRunList: { taskId: string; outputs?: { value?: string } }[]
}

test('a supplier answers by a link, once; a scanner of mail that opens it first changes nothing', async ({
  visitor,
  refused,
}) => {
  refused(/\/resume\//)
  await call('admin', 'POST /flows', flow)
  const started = await fetch(`${process.env.STORY_URL}/api/v1/executions/company.suppliers/${id}`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${process.env.STORY_ADMIN_EMAIL}:${process.env.STORY_ADMIN_PASSWORD}`).toString('base64')}`,
    },
    body: new FormData(),
  })
  const { id: run } = (await started.json()) as Run
  const stateOf = async () => (await call<Run>('admin', `GET /executions/${run}`)).state.current
  await until(async () => (await stateOf()) === 'PAUSED', 'it waits for the supplier')
  const { url } = await call<{ url: string }>('admin', `POST /executions/${run}/resume-links`, {
    expiresIn: 'P2D',
  })

  for (let i = 0; i < 3; i++) {
    const scanner = await fetch(url)
    expect(scanner.status).toBe(200)
    expect(scanner.headers.get('referrer-policy')).toBe('no-referrer')
    expect(await scanner.text()).not.toContain(run)
  }
  expect(await stateOf()).toBe('PAUSED')

  const supplier = await visitor(phone)
  // Times are those of the browser, also what is typed before its code has come.
  let open = () => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  await supplier.route('**/_next/static/**/*.js', async (route) => {
    await opened
    await route.continue()
  })
  await supplier.goto(url, { waitUntil: 'commit' })
  await supplier.getByLabel('When does it start?').fill('2026-12-01T10:00')
  open()
  await expect(supplier.getByText(/Pacific\/Chatham/)).toBeVisible()
  await expect(supplier.getByText(/This link works once, until .* GMT\+13:45/)).toBeVisible()
  await expect(supplier.getByLabel('When does it start?')).toHaveValue('2026-12-01T10:00')
  await expect(supplier.getByRole('heading', { name: 'Date of delivery' })).toBeVisible()
  await expect(supplier.getByText('when', { exact: true })).toBeVisible()
  await expectAccessible(supplier)
  await expectNoSidewaysScroll(supplier)
  await supplier.getByLabel('In how many days?').fill('0')
  await supplier.getByRole('button', { name: 'Send the answer' }).click()
  await expect(supplier.getByText('Must be at least 1').first()).toBeVisible()
  expect(await stateOf()).toBe('PAUSED')
  await supplier.getByLabel('In how many days?').fill('5')
  await supplier.screenshot({ path: test.info().outputPath('form.png'), fullPage: true })
  await supplier.getByRole('button', { name: 'Send the answer' }).click()
  await expect(supplier.getByRole('status').filter({ hasText: 'on its way' })).toBeVisible()
  await expectAccessible(supplier)
  await until(async () => (await stateOf()) === 'SUCCESS', 'it went on')
  const { taskRunList } = await call<Run>('admin', `GET /executions/${run}`)
  const told = taskRunList.find(({ taskId }) => taskId === 'told')?.outputs?.value
  expect(told).toContain('5 2026-11-30T20:15')

  await supplier.goto(url)
  await expect(supplier.getByText('This link opens nothing').first()).toBeVisible()
  await expectAccessible(supplier)
  expect((await fetch(url)).status).toBe(404)
})
