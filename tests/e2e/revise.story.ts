import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { call, expect, test } from './story.ts'

// A flow of this run's own: an author may have kept a text of an earlier one.
const id = `badge-${randomUUID().slice(0, 4)}`
const source = (greeting: string) => `id: ${id}
namespace: company.revise
displayName: Visitor ${id}
inputs:
  - id: name
    type: STRING
    displayName: Name of the visitor
tasks:
  - id: greet
    type: log
    message: ${greeting} {{ inputs.name }}
`
const newInput = `inputs:
  - id: visit
    type: DATE
    displayName: Day of the visit`

const editor = (page: Page) => page.getByRole('textbox', { name: 'Source of the flow' })

/** Puts the cursor behind a text of the source and replaces it, as one types. */
async function replace(page: Page, { line, by }: { line: string; by: string }): Promise<void> {
  await editor(page).getByText(line, { exact: true }).click()
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+End')
  await page.keyboard.insertText(by)
}

test('a flow is revised in the browser, and its form follows', async ({ as, refused }) => {
  refused(/\/api\/v1\/flows\/company\.revise\//)
  await call('admin', 'POST /flows', source('Welcome'))
  const ida = await as('ida')
  await ida.goto('/studio/flows')
  await ida.getByRole('link', { name: id, exact: true }).click()
  await expect(ida.getByText('Published as revision 1')).toBeVisible()
  await expect(ida.getByText('No problems')).toBeVisible()

  await replace(ida, { line: 'type: log', by: 'type: lug' })
  const problems = ida.getByRole('list', { name: 'Problems of the source' })
  await expect(problems.getByRole('button', { name: /Line 10.*lug/ })).toBeVisible()
  await expect(editor(ida).locator('.cm-lintRange-error')).toHaveText('lug')
  await ida.getByRole('button', { name: 'Publish', exact: true }).click()
  await expect(
    ida.getByRole('alert').filter({ hasText: 'Not published: the source has problems' }),
  ).toBeVisible()
  await ida.reload()
  await expect(ida.getByText('This is what you had typed before and not published.')).toBeVisible()
  await expect(editor(ida)).toContainText('type: lug')

  await replace(ida, { line: 'type: lug', by: 'type: log' })
  await replace(ida, { line: 'inputs:', by: newInput })
  const preview = ida.getByRole('region', { name: 'Beside the source' })
  await expect(preview.getByLabel('Day of the visit')).toBeVisible()
  await ida.getByRole('button', { name: 'Publish', exact: true }).click()
  await expect(ida.getByText('Published as revision 2').first()).toBeVisible()

  const nora = await as('nora')
  await nora.goto('/')
  await nora.getByRole('link', { name: `Visitor ${id}` }).click()
  await expect(nora.getByLabel('Day of the visit')).toBeVisible()
  await ida.getByRole('link', { name: 'Revisions' }).click()
  await expect(ida.getByText('From revision 1 to 2')).toBeVisible()
  await expect(ida.getByText('displayName: Day of the visit').first()).toBeVisible()
})

test('a save over a newer revision is told, and nothing is lost', async ({ as, refused }) => {
  refused(/\/api\/v1\/flows\/company\.revise\//)
  // Whatever stood there: from here on it is this.
  const { revision } = await call<{ revision: number }>(
    'admin',
    `PUT /flows/company.revise/${id}`,
    source('Good day'),
  )
  const ida = await as('ida')
  await ida.goto(`/studio/flows/company.revise/${id}`)
  await replace(ida, { line: `displayName: Visitor ${id}`, by: 'displayName: Badge of a visitor' })
  await call('admin', `PUT /flows/company.revise/${id}`, source('Hello'))
  await ida.getByRole('button', { name: 'Publish', exact: true }).click()
  const conflict = ida.getByRole('alert').filter({ hasText: 'Somebody published a newer revision meanwhile' })
  await expect(conflict).toBeVisible()
  await expect(editor(ida)).toContainText('displayName: Badge of a visitor')
  await conflict.getByRole('button', { name: 'Load the newest revision' }).click()
  await expect(editor(ida)).toContainText('message: Hello {{ inputs.name }}')
  await expect(ida.getByText(`Published as revision ${revision + 1}`)).toBeVisible()
})
