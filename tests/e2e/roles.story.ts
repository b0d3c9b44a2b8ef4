import { randomUUID } from 'node:crypto'
import { openAlive } from './steps.ts'
import { call, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from './story.ts'

const name = `Night watch ${randomUUID().slice(0, 4)}`

test('a role of one’s own is made, given in a namespace, changed and taken away', async ({ as }) => {
  const admin = await as('admin')
  await openAlive(admin, '/admin/roles')
  await expect(admin.getByRole('row', { name: /^Launcher/ }).first()).toBeVisible()
  await admin.getByRole('button', { name: 'New role' }).click()
  const drawer = admin.getByRole('dialog')
  await drawer.getByLabel('Name').fill(name)
  await drawer.getByLabel('Description').fill('Looks at logs at night')
  await drawer
    .getByRole('group', { name: 'log', exact: true })
    .getByRole('checkbox', { name: 'read' })
    .check()
  await expectAccessible(admin)
  await drawer.getByRole('button', { name: 'Save' }).click()
  await expect(drawer).toBeHidden()
  await expect(admin.getByRole('row', { name: new RegExp(`^${name}`) })).toContainText('Looks at logs')

  await openAlive(admin, '/admin/users?q=nora')
  await admin.getByRole('link', { name: 'Nora Lind' }).click()
  await expect(admin.getByRole('heading', { name: 'Nora Lind', level: 1 })).toBeVisible()
  await admin.getByLabel('Role', { exact: true }).selectOption(name)
  await admin.getByLabel('Where it holds').fill('company.night')
  await admin.getByRole('button', { name: 'Give it' }).click()
  await expect(admin.getByRole('list', { name: 'Roles' })).toContainText(`${name} · company.night`)
  expect(await call('nora', 'GET /me')).toMatchObject({
    roles: expect.arrayContaining([expect.objectContaining({ name, namespace: 'company.night' })]),
  })

  await openAlive(admin, `/admin/roles?q=${encodeURIComponent('night watch')}`)
  await admin.getByRole('button', { name: `Open ${name}` }).click()
  await drawer.getByRole('button', { name: 'Take it away from Nora Lind' }).click()
  await expect(drawer.getByText('Nobody has it yet.')).toBeVisible()
  await drawer.getByRole('button', { name: 'Delete the role' }).click()
  await drawer.getByRole('button', { name: 'Delete it: really?' }).click()
  await expect(admin.getByText('No role fits')).toBeVisible()
})

test('on a phone a ready role is looked at, and cannot be changed', async ({ as }) => {
  const admin = await as('admin', phone)
  await openAlive(admin, '/admin/roles')
  await expectNoSidewaysScroll(admin)
  await admin.getByRole('button', { name: 'Open Viewer' }).click()
  const drawer = admin.getByRole('dialog')
  await expect(drawer.getByText('A ready role comes with the product')).toBeVisible()
  await expect(drawer.getByRole('button', { name: 'Save' })).toHaveCount(0)
  await expectAccessible(admin)
})
