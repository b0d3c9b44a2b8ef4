import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { openAlive } from './steps.ts'
import { expect, expectAccessible, expectNoSidewaysScroll, phone, product, test } from './story.ts'

async function statusOf(token: string, path: string): Promise<number> {
  const answer = await fetch(`${product.url}/api/v1${path}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  await answer.body?.cancel()
  return answer.status
}

const madeToken = async (page: Page) => (await page.getByRole('status').getByRole('code').textContent()) ?? ''

test('a person makes a token of a part of their rights, on a phone, and revokes it', async ({ as }) => {
  const name = `Report ${randomUUID().slice(0, 4)}`
  const ida = await as('ida', phone)
  await openAlive(ida, '/account')
  await ida.getByRole('button', { name: 'New token' }).click()
  await ida.getByLabel('Name').fill(name)
  await ida.getByLabel('Ends').selectOption('in 30 days')
  await ida.getByRole('checkbox', { name: 'Only some permissions' }).check()
  await ida.getByRole('group', { name: 'flow', exact: true }).getByRole('checkbox', { name: 'read' }).check()
  await expectAccessible(ida)
  await expectNoSidewaysScroll(ida)
  await ida.getByRole('button', { name: 'Make the token' }).click()
  await expect(ida.getByText('it is not shown again')).toBeVisible()
  const token = await madeToken(ida)
  expect(await statusOf(token, '/flows/search')).toBe(200)
  expect(await statusOf(token, '/kv')).toBe(403)
  await ida.reload()
  await expect(ida.getByText(token)).toHaveCount(0)
  await ida.getByRole('button', { name: `Revoke ${name}` }).click()
  await ida.getByRole('button', { name: 'Revoke: really?' }).click()
  await expect(ida.getByText(name)).toHaveCount(0)
  expect(await statusOf(token, '/flows/search')).toBe(401)
})

test('a service account gets rights and a token, and is deleted', async ({ as }) => {
  const name = `CI ${randomUUID().slice(0, 4)}`
  const admin = await as('admin')
  await openAlive(admin, '/admin/service-accounts')
  await admin.getByRole('button', { name: 'New service account' }).click()
  const drawer = admin.getByRole('dialog')
  await drawer.getByLabel('Name').fill(name)
  await drawer.getByLabel('Description').fill('Publishes flows')
  await drawer.getByLabel('Give a role').selectOption('Engineer')
  await drawer.getByRole('button', { name: 'Save' }).click()
  await expect(drawer).toBeHidden()
  await expect(admin.getByRole('row').filter({ hasText: name })).toContainText('Engineer')

  await admin.getByRole('button', { name: `Open ${name}` }).click()
  await drawer.getByRole('button', { name: 'New token' }).click()
  // the first is the account's own; the form of a token comes when it is asked for
  await drawer.getByRole('textbox', { name: 'Name' }).nth(1).fill('deploy')
  await expectAccessible(admin)
  await drawer.getByRole('button', { name: 'Make the token' }).click()
  await expect(drawer.getByText('it is not shown again')).toBeVisible()
  const token = await madeToken(admin)
  expect(await statusOf(token, '/flows/search')).toBe(200)
  expect(await statusOf(token, '/users')).toBe(403)

  await drawer.getByRole('button', { name: 'Delete the service account' }).click()
  await drawer.getByRole('button', { name: 'Delete it: really?' }).click()
  await expect(admin.getByRole('row').filter({ hasText: name })).toHaveCount(0)
  expect(await statusOf(token, '/flows/search')).toBe(401)
})
