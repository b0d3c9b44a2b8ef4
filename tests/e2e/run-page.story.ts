import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { until } from '../harness/until.ts'
import { openAlive } from './steps.ts'
import { call, expect, expectAccessible, phone, test } from './story.ts'

const suffix = randomUUID().slice(0, 4)
const namespace = 'company.runs'
const lineCount = 3000

const chatty = `id: chatty-${suffix}
namespace: ${namespace}
inputs:
  - { id: city, type: STRING, defaults: Turin }
tasks:
  - id: many
    type: log
    message:
${Array.from({ length: lineCount }, (_, at) => `      - line ${String(at + 1)}, counted from one`).join('\n')}
  - { id: worry, type: log, level: WARN, message: "Nobody answers in {{ inputs.city }}" }
  - { id: greet, type: return, format: "Good evening, {{ inputs.city }}" }
  - id: each
    type: for-each
    values: [a, b, c]
    tasks:
      - { id: shout, type: return, format: "{{ taskrun.value | upper }}!" }
outputs:
  - { id: greeting, type: STRING, value: "{{ outputs.greet.value }}" }
`

const slow = `id: slow-${suffix}
namespace: ${namespace}
tasks:
  - id: first
    type: log
    message:
${Array.from({ length: 200 }, (_, at) => `      - early line ${String(at + 1)}`).join('\n')}
  - { id: rest, type: pause }
  - { id: last, type: log, message: the very last line }
`

interface Run {
  id: string
  state: { current: string }
}

async function start(source: string, state: string): Promise<string> {
  const flow = await call<{ id: string }>('admin', 'POST /flows', source)
  const { id } = await call<Run>('admin', `POST /executions/${namespace}/${flow.id}`, {})
  await until(
    async () => (await call<Run>('admin', `GET /executions/${id}`)).state.current === state,
    `the run is ${state}`,
  )
  return id
}

let run = ''
test.beforeAll(async () => {
  run = await start(chatty, 'SUCCESS')
})

const log = (page: Page) => page.getByRole('region', { name: 'Log', exact: true })

test('a long log is read by pieces, searched, narrowed, and found again by its address', async ({ as }) => {
  const ida = await as('ida')
  await openAlive(ida, `/studio/runs/${run}?tab=logs`)
  await expect(ida.getByText('3,001 lines')).toBeVisible()
  await expect(log(ida).getByText('line 1, counted from one', { exact: true })).toBeVisible()
  expect(await log(ida).locator('time').count()).toBeLessThan(200)

  await log(ida).focus()
  await ida.keyboard.press('End')
  await expect(log(ida).getByText('Nobody answers in Turin')).toBeVisible()

  await ida.getByRole('textbox', { name: 'Search in the log' }).fill('LINE 17,')
  await expect(ida.getByText('1 line', { exact: true })).toBeVisible()
  await expect(log(ida).locator('mark')).toHaveText('line 17,')
  await ida.reload()
  await expect(ida.getByText('1 line', { exact: true })).toBeVisible()

  await ida.getByRole('button', { name: 'Clear' }).click()
  await ida.getByRole('combobox', { name: 'Level' }).selectOption('WARN')
  await expect(log(ida).locator('time')).toHaveCount(1)
  await ida.getByRole('combobox', { name: 'Level' }).selectOption('')
  await ida.getByRole('combobox', { name: 'Task' }).selectOption('worry')
  await expect(log(ida).locator('time')).toHaveCount(1)
  await expect(ida).toHaveURL(/task=worry/)

  const download = ida.waitForEvent('download')
  await ida.getByRole('link', { name: 'Download' }).click()
  expect((await download).suggestedFilename()).toBe(`${run}.log`)
  await expectAccessible(ida)
})

test('who reads the end of a log stays at the end while it grows, and comes back to it', async ({ as }) => {
  const id = await start(slow, 'PAUSED')
  const ida = await as('ida')
  await openAlive(ida, `/studio/runs/${id}?tab=logs`)
  await expect(log(ida).getByText('early line 200')).toBeVisible()
  await log(ida).focus()
  await ida.keyboard.press('Home')
  await expect(log(ida).getByText('early line 1', { exact: true })).toBeVisible()
  await ida.getByRole('button', { name: 'Jump to newest' }).click()
  await expect(log(ida).getByText('early line 200')).toBeVisible()
  await call('admin', `POST /executions/${id}/actions/resume`, {})
  await expect(log(ida).getByText('the very last line')).toBeVisible()
})

test('outputs are searched, and an expression is tried on them', async ({ as }) => {
  const ida = await as('ida')
  await openAlive(ida, `/studio/runs/${run}?tab=outputs`)
  await expect(ida.getByText('Good evening, Turin').first()).toBeVisible()
  await ida.getByRole('textbox', { name: 'Search names and values' }).fill('b!')
  await expect(ida.getByText('Good evening, Turin')).toHaveCount(0)
  await expect(ida.getByText('B!', { exact: true })).toBeVisible()
  const copy = ida.getByRole('button', { name: /^Copy \{\{ outputs\.shout/ })
  const expression = (await copy.getAttribute('title')) ?? ''

  const box = ida.getByRole('region', { name: 'Try an expression' })
  await box.getByLabel('Expression').fill(`${expression} from {{ inputs.city | upper }}`)
  await box.getByRole('button', { name: 'Evaluate' }).click()
  await expect(box.getByText('B! from TURIN')).toBeVisible()
  await box.getByLabel('Expression').fill('{{ nothing.there }}')
  await ida.keyboard.press('Control+Enter')
  await expect(box.getByText(/nothing/).last()).toBeVisible()
  await expectAccessible(ida)
})

test('metrics of a run are listed, and narrowed to a task', async ({ as }) => {
  const ida = await as('ida')
  await openAlive(ida, `/studio/runs/${run}?tab=metrics`)
  const table = ida.getByRole('table', { name: 'Metrics' })
  await expect(table.getByRole('row')).toHaveCount(1 + 2 * 4)
  await ida.getByRole('combobox', { name: 'Task' }).selectOption('greet')
  await expect(table.getByRole('row')).toHaveCount(1 + 2)
})

test('on a phone the tab that is shown is scrolled to', async ({ as }) => {
  const ida = await as('ida', phone)
  await openAlive(ida, `/studio/runs/${run}?tab=metrics`)
  await expect(ida.getByRole('link', { name: 'Metrics' })).toBeInViewport({ ratio: 0.9 })
})

test('the graph shows how the tasks stand, and is walked by keys', async ({ as }) => {
  const ida = await as('ida')
  await openAlive(ida, `/studio/runs/${run}?tab=graph`)
  const graph = ida.getByRole('region', { name: 'Graph of the flow' })
  await expect(graph.getByRole('button', { name: /^shout.*3 ×.*Success/ })).toBeVisible()
  await graph.getByRole('button', { name: /^many/ }).focus()
  await ida.keyboard.press('ArrowDown')
  await ida.keyboard.press('ArrowDown')
  await expect(graph.getByRole('button', { name: /^greet/ })).toBeFocused()
  await ida.keyboard.press('Enter')
  await expect(ida.getByRole('heading', { name: 'greet' })).toBeVisible()
  await expect(ida.getByText('Good evening, Turin')).toBeVisible()
  await expectAccessible(ida)
})
