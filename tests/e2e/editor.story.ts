import { randomUUID } from 'node:crypto'
import { openAlive } from './steps.ts'
import { call, expect, expectAccessible, test } from './story.ts'

const id = `edited-${randomUUID().slice(0, 4)}`
const namespace = 'company.editor'
const source = `id: ${id}
namespace: ${namespace}
inputs:
  - { id: city, type: STRING, defaults: Turin }
tasks:
  - id: greet
    type: return
    format: "Good evening, {{ inputs.city }}"
  - id: tell
    type: log
    message: "x"
`

test.beforeAll(async () => {
  await call('admin', 'POST /flows', source)
})

test('the editor suggests what fits, says what words mean, and goes with its graph', async ({ as }) => {
  const ida = await as('ida')
  await openAlive(ida, `/studio/flows/${namespace}/${id}`)
  const editor = ida.getByRole('textbox', { name: 'Source of the flow' })
  const side = ida.getByRole('region', { name: 'Beside the source' })
  await side.getByRole('button', { name: 'Graph' }).click()
  await side.getByRole('button', { name: /^greet/ }).click()
  await expect(editor).toBeFocused()
  await expect(ida.locator('.cm-activeLine')).toContainText('id: greet')
  await expect(side.getByRole('button', { name: /^greet/ })).toHaveAttribute('aria-pressed', 'true')

  await side.getByRole('button', { name: 'Docs' }).click()
  await expect(side.getByRole('heading', { name: 'Return' })).toBeVisible()
  await expect(side.getByLabel('Example')).toContainText('type: return')
  await editor.getByText('format', { exact: true }).hover()
  await expect(ida.locator('.cm-docs')).toContainText('format')

  await editor.focus()
  await ida.keyboard.press('Control+End')
  await ida.keyboard.type('    level: ')
  const suggestions = ida.getByRole('listbox')
  await expect(suggestions.getByRole('option', { name: 'WARN' })).toBeVisible()
  await ida.keyboard.press('Escape')
  await ida.keyboard.type('"{{ outputs.')
  // The editor takes no Enter in the first moments of a list: somebody may have been about to break the line.
  await suggestions.getByRole('option', { name: /^greet/ }).click()
  await ida.keyboard.type('.')
  await suggestions.getByRole('option', { name: /^value/ }).click()
  await expect(editor).toContainText('{{ outputs.greet.value')
})

test('the graph of a flow leads to a place in its source', async ({ as }) => {
  const ida = await as('ida')
  await openAlive(ida, `/studio/flows/${namespace}/${id}?tab=graph`)
  await ida.getByRole('button', { name: /^tell/ }).click()
  await expect(ida.locator('.cm-activeLine')).toContainText('id: tell')
  await expectAccessible(ida)
})
