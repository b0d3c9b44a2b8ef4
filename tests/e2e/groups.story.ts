import { randomUUID } from 'node:crypto'
import { openAlive } from './steps.ts'
import { call, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from './story.ts'

test('a group is made with an owner, who says who is in it, and deleted', async ({ as, refused }) => {
  const name = `Night shift ${randomUUID().slice(0, 4)}`
  const admin = await as('admin')
  await openAlive(admin, '/admin/groups')
  await admin.getByRole('button', { name: 'New group' }).click()
  const dialog = admin.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('button', { name: 'Add the group' }).click()
  await expect(admin.getByRole('heading', { name, level: 1 })).toBeVisible()
  await expect(admin.getByText(name.toLowerCase().replaceAll(' ', '-'))).toBeVisible()

  const members = admin.getByRole('list', { name: 'Members' })
  await admin.getByRole('searchbox', { name: 'Add a person' }).fill('lee')
  await admin.getByRole('button', { name: /Lee Park/ }).click()
  await expect(members).toContainText('Lee Park')
  await admin.getByRole('button', { name: 'Make Lee Park an owner' }).click()
  await expect(members).toContainText('Owner')
  await admin.getByLabel('Role', { exact: true }).selectOption('Viewer')
  await admin.getByLabel('Where it holds').fill('company.night')
  await admin.getByRole('button', { name: 'Give it' }).click()
  await expect(admin.getByRole('list', { name: 'Roles' })).toContainText('Viewer · company.night')
  await expectAccessible(admin)

  const lee = await as('lee', phone)
  await openAlive(lee, '/admin')
  await expect(lee).toHaveURL(/\/admin\/groups$/)
  await lee.getByRole('link', { name }).click()
  await lee.getByRole('searchbox', { name: 'Add a person' }).fill('tom@')
  await lee.getByRole('button', { name: /Tom Weber/ }).click()
  await expect(lee.getByRole('list', { name: 'Members' })).toContainText('Tom Weber')
  await expect(lee.getByRole('button', { name: 'Delete the group' })).toHaveCount(0)
  await expectNoSidewaysScroll(lee)
  await expectAccessible(lee)
  expect(await call('tom', 'GET /me')).toMatchObject({
    roles: expect.arrayContaining([{ role: 'viewer', namespace: 'company.night' }]),
  })
  await lee.getByRole('button', { name: 'Remove Tom Weber' }).click()
  await expect(lee.getByRole('list', { name: 'Members' })).not.toContainText('Tom Weber')
  refused(/\/admin\/users/)
  await lee.goto('/admin/users')
  await expect(lee.getByRole('heading', { name: 'There is nothing here' }).first()).toBeAttached()

  await admin.getByRole('button', { name: 'Delete the group' }).click()
  await admin.getByRole('button', { name: 'Delete it: really?' }).click()
  await expect(admin).toHaveURL(/\/admin\/groups$/)
  await openAlive(admin, `/admin/groups?q=${encodeURIComponent(name)}`)
  await expect(admin.getByText('No group fits')).toBeVisible()
})

test('the channel of a group is set, tested, and taken away; its address is not shown again', async ({
  as,
}) => {
  const name = `Chatters ${randomUUID().slice(0, 4)}`
  const { id } = await call<{ id: string }>('admin', 'POST /groups', { name })
  const admin = await as('admin', phone)
  await openAlive(admin, `/admin/groups/${id}`)
  const channel = admin.getByRole('region', { name: 'Tell this group’s channel' })
  await channel.getByLabel('Address of an incoming webhook').fill('http://127.0.0.1:9/services/key')
  await channel.getByRole('button', { name: 'Tell this channel' }).click()
  await expect(channel).toContainText('127.0.0.1:9 hears what waits for this group.')
  await channel.getByRole('button', { name: 'Send a test message' }).click()
  const refusal = channel.getByRole('alert')
  await expect(refusal).toContainText('The chat did not take the message')
  await expect(refusal).toContainText('private or local')
  await expectNoSidewaysScroll(admin)
  await expectAccessible(admin)
  await admin.screenshot({ path: test.info().outputPath('channel.png'), fullPage: true })
  await admin.reload()
  await expect(channel).toContainText('127.0.0.1:9 hears what waits for this group.')
  expect(await admin.content()).not.toContain('/services/key')
  await channel.getByRole('button', { name: 'Tell it no more' }).click()
  await expect(channel.getByRole('button', { name: 'Send a test message' })).toHaveCount(0)
  await call('admin', `DELETE /groups/${id}`)
})
