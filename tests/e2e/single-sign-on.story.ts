import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { openAlive } from './steps.ts'
import { call, dark, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from './story.ts'

/** Answers the provider's page. */
async function atProvider(page: Page, account: string | null): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Provider of the tests' })).toBeVisible()
  if (account === null) {
    await page.getByRole('button', { name: 'Cancel' }).click()
    return
  }
  await page.getByLabel('Account').fill(account)
  await page.getByRole('button', { name: 'Go on' }).click()
}

const byExample = (page: Page) => page.getByRole('link', { name: 'Continue with Example' })
const newAccount = (first: string) => `${first}-${randomUUID().slice(0, 6)}@provider.example`

test('somebody signs in by a provider, has an account made, and sets a password before they unlink it', async ({
  visitor,
  as,
  refused,
}) => {
  refused(/\/me\/identities\//)
  const account = newAccount('vera')
  const page = await visitor()
  await page.goto('/account')
  await expect(byExample(page)).toBeVisible()
  await expectAccessible(page)
  await byExample(page).click()
  await atProvider(page, null)
  await expect(page.getByText('The sign-in was cancelled at the provider')).toBeVisible()
  await byExample(page).press('Enter')
  await atProvider(page, account)
  await expect(page).toHaveURL(/\/account$/)
  await openAlive(page, '/account')
  const part = page.getByRole('region', { name: 'Sign-in by others' })
  await expect(part.getByText(account)).toBeVisible()
  await expectAccessible(page)

  await part.getByRole('button', { name: 'Unlink Example' }).click()
  await part.getByRole('button', { name: 'Unlink: really?' }).press('Enter')
  await expect(part.getByText('It is your only way in')).toBeVisible()
  const password = page.getByRole('region', { name: 'Password' })
  await expect(password.getByText('You have no password')).toBeVisible()
  await password.getByLabel('New password').fill('a password of my own')
  await password.getByRole('button', { name: 'Set a password' }).click()
  await expect(password.getByRole('button', { name: 'Change password' })).toBeVisible()
  await part.getByRole('button', { name: 'Unlink Example' }).click()
  await part.getByRole('button', { name: 'Unlink: really?' }).click()
  await expect(part.getByText('No account of another place is linked.')).toBeVisible()

  // now the address has an account, and nobody's word takes it over
  const mobile = await visitor({ ...phone, ...dark })
  await mobile.goto('/sign-in')
  await byExample(mobile).click()
  await atProvider(mobile, account)
  await expect(mobile.getByText('has an account here already')).toBeVisible()
  await expectAccessible(mobile)
  await expectNoSidewaysScroll(mobile)
  await mobile.getByLabel('Email').fill(account)
  await mobile.getByLabel('Password').fill('a password of my own')
  await mobile.getByRole('button', { name: 'Sign in', exact: true }).click()
  await mobile.waitForURL('**/')
  await openAlive(mobile, '/account')
  // there they are signed in still, and are not asked again
  await mobile.getByRole('button', { name: 'Link Example' }).click()
  await expect(mobile.getByText('The account is linked.')).toBeVisible()
  await expectAccessible(mobile)
  await expectNoSidewaysScroll(mobile)

  const admin = await as('admin')
  await openAlive(admin, `/admin/users?q=${encodeURIComponent(account)}`)
  await admin.getByRole('link', { name: 'of the provider' }).click()
  const linked = admin.getByRole('region', { name: 'Sign-in by others' })
  await linked.getByRole('button', { name: 'Unlink Example' }).click()
  await linked.getByRole('button', { name: 'Unlink: really?' }).click()
  await expect(linked.getByText('No account of another place is linked.')).toBeVisible()
  await mobile.goto('/account')
  await expect(mobile).toHaveURL(/\/sign-in/)
})

test('it works without scripts', async ({ visitor }) => {
  const page = await visitor({ javaScriptEnabled: false })
  await page.goto('/requests')
  await byExample(page).click()
  await atProvider(page, newAccount('nils'))
  await expect(page).toHaveURL(/\/requests$/)
})

test('an administrator looks at the providers and tests one', async ({ as }) => {
  const admin = await as('admin')
  await openAlive(admin, '/admin')
  await admin.getByRole('link', { name: 'Single sign-on' }).click()
  await expect(admin.getByText('/api/auth/single-sign-on/example/callback')).toBeVisible()
  await admin.getByRole('button', { name: 'Test Example' }).press('Enter')
  await expect(admin.getByText('It takes the proof key (PKCE, S256).')).toBeVisible()
  await expect(admin.getByText('Passed')).toHaveCount(3)
  await expectAccessible(admin)
  await admin.setViewportSize({ width: 390, height: 844 })
  await expectNoSidewaysScroll(admin)
  const [provider] = await call<{ people: number }[]>('admin', 'GET /single-sign-on')
  expect(provider?.people).toBeGreaterThanOrEqual(0)
})
