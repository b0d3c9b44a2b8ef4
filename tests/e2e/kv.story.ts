import { randomUUID } from 'node:crypto'
import { openAlive } from './steps.ts'
import { call, expect, expectAccessible, test } from './story.ts'

const namespace = 'company.keys'
const keeper = `keeper-${randomUUID().slice(0, 4)}`

test('values of flows are made, changed, found and deleted by hand', async ({ as }) => {
  const ida = await as('ida')
  await openAlive(ida, '/studio/kv?namespace=company.keys')
  await ida.getByRole('button', { name: 'New value' }).click()
  const drawer = ida.getByRole('dialog')
  await drawer.getByRole('button', { name: 'Save' }).click()
  await expect(drawer.getByText('A key begins with a letter')).toBeVisible()
  await drawer.getByLabel('Namespace').fill(namespace)
  await drawer.getByRole('textbox', { name: 'Key', exact: true }).fill('rate')
  await drawer.getByLabel('Type').selectOption('NUMBER')
  await drawer.getByLabel('Value').fill('nineteen')
  await drawer.getByRole('button', { name: 'Save' }).click()
  await expect(drawer.getByText('Write a number')).toBeVisible()
  await drawer.getByLabel('Value').fill('19.5')
  await drawer.getByLabel('Description').fill('VAT in %, für alle')
  await drawer.getByLabel('Lives for').selectOption('P30D')
  await drawer.getByRole('button', { name: 'Save' }).click()
  await expect(drawer).toBeHidden()
  const row = ida.getByRole('row', { name: /^rate / })
  await expect(row).toContainText('VAT in %, für alle')
  await expect(row).toContainText('Number')
  await expect(row).toContainText('in 4 weeks')
  expect(await call('admin', `GET /namespaces/${namespace}/kv/rate`)).toMatchObject({
    type: 'NUMBER',
    value: 19.5,
  })

  await row.getByRole('button', { name: 'Edit rate', exact: true }).click()
  await expect(drawer.getByLabel('Value')).toHaveValue('19.5')
  await drawer.getByLabel('Type').selectOption('JSON')
  const json = drawer.getByRole('textbox', { name: 'Value' })
  await json.fill('{"from": 19.5, "to": [7')
  await drawer.getByRole('button', { name: 'Save' }).click()
  await expect(drawer.getByText('Write a JSON object or list.')).toBeVisible()
  await json.fill('{"from": 19.5, "to": [7]}')
  await drawer.getByRole('button', { name: 'Lay out' }).click()
  await expectAccessible(ida)
  await drawer.getByRole('button', { name: 'Save' }).click()
  await expect(drawer).toBeHidden()
  expect(await call('admin', `GET /namespaces/${namespace}/kv/rate`)).toMatchObject({
    type: 'JSON',
    value: { from: 19.5, to: [7] },
  })
  await expect(row).toContainText('in 4 weeks')

  await ida.getByRole('combobox', { name: 'Type' }).selectOption('DATE')
  await expect(ida.getByText('No key fits')).toBeVisible()
  await ida.getByRole('link', { name: 'Show all keys' }).click()
  await ida.getByRole('textbox', { name: 'Search keys and descriptions' }).fill('vat in')
  await expect(ida).toHaveURL(/q=vat/)
  await row.getByRole('button', { name: 'Delete rate', exact: true }).click()
  await ida.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(row).toHaveCount(0)
})

test('what a flow writes meanwhile appears, and a secret in it is not shown', async ({ as }) => {
  await call(
    'admin',
    'POST /flows',
    `id: ${keeper}
namespace: ${namespace}
inputs:
  - { id: token, type: SECRET }
tasks:
  - { id: keep, type: kv.set, key: token, value: "Bearer {{ inputs.token }}" }
`,
  )
  const ida = await as('ida')
  await openAlive(ida, `/studio/kv?namespace=${namespace}`)
  await call('admin', `POST /executions/${namespace}/${keeper}`, { token: 'very-secret-value' })
  const row = ida.getByRole('row', { name: /^token/ })
  await expect(row).toBeVisible()
  await row.getByRole('button', { name: 'token', exact: true }).click()
  await expect(ida.getByText('This value holds a secret')).toBeVisible()
  await expect(ida.getByRole('dialog').getByLabel('Value')).toHaveValue('')
})

test('who builds nothing has no such page', async ({ as, refused }) => {
  refused(/\/studio\/kv/)
  const nora = await as('nora')
  await nora.goto('/studio/kv')
  await expect(nora.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
})
