import { randomUUID } from 'node:crypto'
import { openAlive } from './steps.ts'
import { call, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from './story.ts'

const root = `spaces-${randomUUID().slice(0, 4)}`
const id = `${root}.finance`
const value = 'story-secret-value'

test('an engineer makes a namespace, gives it variables, and its flows read a secret that nobody sees', async ({
  as,
  refused,
}) => {
  refused(/\/api\/v1\/namespaces\//)
  const ida = await as('ida')
  await openAlive(ida, '/studio/namespaces')
  await ida.getByRole('button', { name: 'New namespace' }).click()
  const dialog = ida.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Finance')
  await dialog.getByRole('button', { name: 'Make it' }).click()
  await expect(dialog.getByText('Write a name of small letters')).toBeVisible()
  await dialog.getByLabel('Name').fill(id)
  await dialog.getByRole('button', { name: 'Make it' }).click()
  await expect(ida.getByRole('heading', { name: id })).toBeVisible()

  await ida.getByRole('link', { name: 'Variables and defaults' }).click()
  const yaml = ida.getByRole('textbox', { name: 'Variables and defaults as YAML' })
  await yaml.fill('variables:\n  region: eu\npluginDefault: []')
  await ida.getByRole('button', { name: 'Save' }).click()
  await expect(ida.getByText('Line 3, column 1')).toBeVisible()
  await expectAccessible(ida)
  await yaml.fill('# ours\nvariables:\n  region: eu\n')
  await ida.getByRole('button', { name: 'Save' }).click()
  await expect(
    ida.getByRole('region', { name: 'What flows here see' }).getByText('"region": "eu"'),
  ).toBeVisible()

  await ida.getByRole('link', { name: 'Secrets' }).click()
  await ida.getByRole('button', { name: 'New secret' }).click()
  await dialog.getByLabel('Key').fill('TOKEN')
  await dialog.getByLabel('Value').fill(value)
  await dialog.getByLabel('Description').fill('Of the bank')
  await expectAccessible(ida)
  await dialog.getByRole('button', { name: 'Save' }).click()
  const row = ida.getByRole('row', { name: /^TOKEN/ })
  await expect(row).toContainText('Of the bank')

  await call(
    'admin',
    'POST /flows',
    `id: pays
namespace: ${id}.eu
tasks:
  - { id: say, type: log, message: "{{ namespace.region }} {{ secret('TOKEN') }}" }
  - { id: out, type: return, format: "Bearer {{ secret('TOKEN') }}" }
`,
  )
  const run = await call<{ id: string; state: { current: string } }>(
    'admin',
    `POST /executions/${id}.eu/pays?wait=true`,
    {},
  )
  expect(run.state.current).toBe('SUCCESS')
  expect(JSON.stringify(run)).not.toContain(value)
  const lines = await call<{ message: string }[]>('admin', `GET /logs/${run.id}`)
  expect(lines.map(({ message }) => message)).toContain('eu ********')

  await ida.goto(`/studio/namespaces/${id}.eu?tab=secrets`)
  const inherited = ida.getByRole('region', { name: 'Secrets from the namespaces above' })
  await expect(inherited.getByRole('row', { name: /^TOKEN/ })).toContainText('pays')
  expect(await ida.content()).not.toContain(value)

  await openAlive(ida, `/studio/namespaces/${id}?tab=secrets`)
  await row.getByRole('button', { name: 'Replace TOKEN' }).click()
  await expect(dialog.getByLabel('New value')).toHaveValue('')
  await dialog.getByLabel('Description').fill('Of the other bank')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(row).toContainText('Of the other bank')
  await row.getByRole('button', { name: 'Delete TOKEN' }).click()
  await expect(dialog.getByText('One flow names it and will fail')).toBeVisible()
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(ida.getByText('No secret stands here')).toBeVisible()
})

test('a namespace with flows is not deleted, one without is; on a phone', async ({ as, refused }) => {
  refused(/\/namespaces\//)
  const ida = await as('ida', phone)
  await call('admin', 'POST /namespaces', { id: `${root}.gone`, description: 'Soon gone' })
  await openAlive(ida, `/studio/namespaces?q=${root}`)
  await ida.getByRole('link', { name: `${root}.gone` }).click()
  await expect(ida.getByLabel('Description')).toHaveValue('Soon gone')
  await expectAccessible(ida)
  await expectNoSidewaysScroll(ida)
  await call(
    'admin',
    'POST /flows',
    `{id: f, namespace: ${root}.gone, tasks: [{id: t, type: log, message: x}]}`,
  )
  await ida.getByRole('button', { name: 'Delete the namespace' }).click()
  const dialog = ida.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(dialog.getByText('holds 1 flow')).toBeVisible()
  await call('admin', `DELETE /flows/${root}.gone/f`)
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(ida).toHaveURL(/\/studio\/namespaces$/)
})

test('who builds nothing has no such page', async ({ as, refused }) => {
  refused(/\/studio\/namespaces/)
  const nora = await as('nora')
  await nora.goto('/studio/namespaces')
  await expect(nora.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
})
