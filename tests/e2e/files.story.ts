import { call, dark, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from './story.ts'

const flow = `
id: files-of-a-run
namespace: company.it
tasks:
  - id: text
    type: storage.write
    content: "{{ range(1, 300) | join('\\n') }}"
    extension: .txt
  - id: rows
    type: storage.write
    content: |
      {"customer": "Wolke 7", "amount": 120.5, "paid": true}
      {"customer": "Nordwind, Hamburg", "amount": 9007199254740993, "lines": [1, 2]}
    extension: .ion
  - id: empty
    type: storage.write
    content: ''
`

test('an engineer looks into the files of a run without downloading them', async ({ as }) => {
  await call('admin', 'POST /flows', flow)
  const { id } = await call<{ id: string }>('admin', 'POST /executions/company.it/files-of-a-run?wait=true')
  const page = await as('admin')
  await page.goto(`/studio/runs/${id}?tab=outputs`)

  await page.getByRole('button', { name: 'Look into text.txt' }).click()
  const dialog = page.getByRole('dialog', { name: 'text.txt' })
  await expect(dialog.getByText('only its beginning')).toBeVisible()
  await expect(dialog.getByRole('region', { name: 'text.txt' })).toContainText('100')
  await expect(dialog.getByRole('region', { name: 'text.txt' })).not.toContainText('101')
  await expect(dialog.getByRole('link', { name: 'Download text.txt' })).toHaveAttribute(
    'href',
    /\/file\?path=kestra/,
  )
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)

  await page.getByRole('button', { name: 'Look into rows.ion' }).click()
  const rows = page.getByRole('dialog', { name: 'rows.ion' }).getByRole('table')
  await expect(rows.getByRole('columnheader')).toHaveText(['customer', 'amount', 'paid', 'lines'])
  await expect(rows.getByRole('row').nth(2)).toContainText('9007199254740993')
  await expectAccessible(page)
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Look into empty' }).click()
  await expect(page.getByText('The file is empty.')).toBeVisible()
})

test('a file of a run is looked into on a phone, and in the dark', async ({ as }) => {
  const { results } = await call<{ results: { id: string }[] }>(
    'admin',
    'GET /executions/search?filters[flowId][EQUALS]=files-of-a-run&size=1',
  )
  for (const [name, options] of [
    ['phone', phone],
    ['dark', dark],
  ] as const) {
    const page = await as('admin', options)
    await page.goto(`/studio/runs/${results[0]?.id ?? ''}?tab=outputs`)
    await page.getByRole('button', { name: 'Look into rows.ion' }).click()
    await expect(page.getByRole('table')).toBeVisible()
    await expectNoSidewaysScroll(page)
    await page.screenshot({ path: `test-results/stories/file-preview-${name}.png` })
  }
})
