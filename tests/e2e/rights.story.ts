import { randomUUID } from 'node:crypto'
import { submitPurchase } from './steps.ts'
import { call, expect, expectAccessible, product, test } from './story.ts'

const nothing = 'There is nothing here'

test('what is not for a person is not there', async ({ as, refused }) => {
  refused(/\/(studio|admin|requests|apps|nowhere)/)
  const { requestId, executionId } = await submitPurchase('ana', { item: 'Chair', amount: '300' })
  const nora = await as('nora')
  await nora.goto('/')
  const rail = nora.getByRole('navigation', { name: 'Main' })
  await expect(rail.getByRole('link', { name: 'Requests' })).toBeVisible()
  await expect(rail.getByRole('link', { name: /Studio|Admin/ })).toHaveCount(0)
  const closed = [
    '/studio',
    '/studio/flows/company.finance/purchase-request',
    `/studio/runs/${executionId}`,
    '/admin',
    '/admin/users',
    `/requests/${requestId}`,
    '/requests/nothing-like-it',
    '/apps/nothing-like-it',
    '/nowhere',
  ]
  for (const path of closed) {
    await nora.goto(path)
    await expect(nora.getByRole('heading', { name: nothing }).first(), path).toBeAttached()
  }
  await nora.getByRole('link', { name: 'Go to the start page' }).click()
  await expect(nora.getByRole('heading', { name: 'Hello, Nora' })).toBeVisible()
  const ida = await as('ida')
  await ida.goto('/admin/users')
  await expect(ida.getByRole('heading', { name: nothing }).first()).toBeAttached()
})

test('a visitor signs in and comes to where they wanted to go', async ({ visitor }) => {
  const page = await visitor()
  await page.goto('/requests?outcome=DONE')
  await expect(page).toHaveURL(/\/sign-in\?/)
  await page.getByLabel('Email').fill('nora@formwork.example')
  await page.getByLabel('Password').fill('not it')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(
    page.getByRole('alert').filter({ hasText: 'The email or the password is not right.' }),
  ).toBeVisible()
  await expect(page.getByLabel('Email')).toHaveValue('nora@formwork.example')
  await page.getByLabel('Password').fill(product.password('nora'))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/requests\?outcome=DONE$/)

  await page.getByRole('button', { name: 'Menu of Nora Lind' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await page.goto('/requests')
  await expect(page).toHaveURL(/\/sign-in\?/)
})

test('an administrator adds a person, who signs in, and ends their access', async ({
  as,
  visitor,
  refused,
}) => {
  const email = `max.${randomUUID().slice(0, 8)}@formwork.example`
  const admin = await as('admin')
  await admin.goto('/admin/users')
  await admin.getByRole('button', { name: 'Add a person' }).click()
  const drawer = admin.getByRole('dialog', { name: 'Add a person' })
  await drawer.getByLabel('Name').fill('Max Adler')
  await drawer.getByLabel('Email').fill(email)
  await drawer.getByRole('checkbox', { name: 'Finance' }).check()
  await drawer.getByRole('button', { name: 'Add a person' }).click()
  await expect(drawer.getByText(`The password of ${email}`)).toBeVisible()
  const password = (await drawer.getByRole('code').textContent()) ?? ''
  await drawer.getByRole('button', { name: 'Done' }).click()
  const row = admin.getByRole('row').filter({ hasText: email })
  await expect(row).toContainText('Finance')

  const max = await visitor()
  await max.goto('/sign-in')
  await max.getByLabel('Email').fill(email)
  await max.getByLabel('Password').fill(password)
  await max.getByRole('button', { name: 'Sign in' }).click()
  await expect(max.getByText('Max Adler, the password that you came with was made for you.')).toBeVisible()
  await expectAccessible(max)
  await max.getByLabel('New password', { exact: true }).fill('hund kuchen lampe')
  await max.getByLabel('New password again').fill('hund kuchen lampe')
  await max.getByRole('button', { name: 'Set the password' }).click()
  await max.getByLabel('Email').fill(email)
  await max.getByLabel('Password').fill('hund kuchen lampe')
  await max.getByRole('button', { name: 'Sign in' }).click()
  await expect(max.getByRole('heading', { name: 'Hello, Max' })).toBeVisible()

  refused(/./)
  await row.getByRole('link', { name: 'Max Adler' }).click()
  await admin.getByRole('button', { name: 'Deactivate' }).click()
  await admin.getByRole('button', { name: 'Deactivate: really?' }).click()
  await expect(admin.getByText('This person cannot sign in.')).toBeVisible()
  await max.goto('/requests')
  await expect(max).toHaveURL(/\/sign-in/)

  await admin.goto('/admin/audit')
  await expect(admin.getByRole('row').filter({ hasText: email }).first()).toBeVisible()
})

test('a demo person is who they say they are', async ({ as }) => {
  const lee = await as('lee')
  await lee.goto('/account')
  await expect(lee.getByRole('main')).toContainText('lee@formwork.example')
  await expect(lee.getByRole('main')).toContainText('IT')
  await expect(call('lee', 'GET /users')).rejects.toThrow(/: 40[34] /)
})
