import { randomUUID } from 'node:crypto'
import { openAlive } from './steps.ts'
import { call, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from './story.ts'

test('a person is found, gets a manager and a group, leaves and is made anonymous', async ({
  as,
  refused,
}) => {
  refused(/\/users\//)
  const name = `Mara ${randomUUID().slice(0, 6)}`
  const email = `${name.toLowerCase().replace(' ', '.')}@formwork.example`
  await call('admin', 'POST /users', { name, email, roles: [{ role: 'viewer' }] })
  const admin = await as('admin')
  await openAlive(admin, '/admin/users?role=viewer')
  await admin.getByRole('combobox', { name: 'State' }).selectOption('Active')
  await expect(admin).toHaveURL(/state=active/)
  await admin.getByRole('link', { name }).click()
  await expect(admin.getByRole('heading', { name, level: 1 })).toBeVisible()
  await admin.getByRole('searchbox', { name: 'Choose the manager' }).fill('ana@')
  await admin.getByRole('button', { name: /Ana Ruiz/ }).click()
  await admin.getByLabel('Time zone').fill('Mars/Olympus')
  await admin.getByRole('button', { name: 'Save' }).click()
  await expect(admin.getByText('is no time zone').first()).toBeVisible()
  await admin.getByLabel('Time zone').fill('Europe/Berlin')
  await admin.getByRole('button', { name: 'Save' }).click()
  await expect(admin.getByText(`${name} is saved`)).toBeVisible()
  await admin.getByLabel('Put into a group').selectOption('Finance')
  await expect(admin.getByRole('list', { name: 'Groups' })).toContainText('Finance')
  await expectAccessible(admin)
  expect(await call('admin', `GET /users?q=${email}`)).toMatchObject({
    results: [{ manager: { name: 'Ana Ruiz' }, timeZone: 'Europe/Berlin', groups: [{ slug: 'finance' }] }],
  })

  await admin.getByRole('button', { name: 'Deactivate' }).click()
  await admin.getByRole('button', { name: 'Deactivate: really?' }).click()
  await admin.getByRole('button', { name: 'Make anonymous' }).click()
  await admin.getByRole('button', { name: 'Make anonymous: really?' }).click()
  await expect(admin.getByRole('heading', { name: 'Former colleague', level: 1 })).toBeVisible()
  await openAlive(admin, `/admin/users?q=${email}`)
  await expect(admin.getByText('Nobody fits')).toBeVisible()
})

test('on a phone the list and a person fit', async ({ as }) => {
  const admin = await as('admin', phone)
  await openAlive(admin, '/admin/users?group=finance')
  await expectNoSidewaysScroll(admin)
  await admin.getByRole('link', { name: 'Ana Ruiz' }).click()
  await expect(admin.getByRole('heading', { name: 'Ana Ruiz', level: 1 })).toBeVisible()
  await expectNoSidewaysScroll(admin)
  await expectAccessible(admin)
})
