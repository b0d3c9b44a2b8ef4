import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'
import { openAlive } from './steps.ts'
import { call, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from './story.ts'

const password = 'hund kuchen lampe'

interface Made {
  email: string
  password: string
}

async function firstStep(page: Page, { email, password }: Made): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test('somebody switches on a second factor, signs in with it, and loses it', async ({ visitor, as }) => {
  const email = `olga-${randomUUID().slice(0, 6)}@formwork.example`
  const olga = await call<Made>('admin', 'POST /users', { email, name: 'Olga Weiss', password })
  const desk = await visitor()
  await firstStep(desk, olga)
  await desk.waitForURL('**/')
  await openAlive(desk, '/account')
  const part = desk.getByRole('region', { name: 'Second factor' })
  await part.getByRole('button', { name: 'Set up' }).click()
  await part.getByLabel('Present password').fill(olga.password)
  await part.getByRole('button', { name: 'Set up' }).click()
  await expect(part.getByRole('img', { name: 'Picture for the authenticator app' })).toBeVisible()
  const secret = (await part.getByRole('definition').textContent()) ?? ''
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  await expectAccessible(desk)
  await part.getByLabel('Code that the app shows').fill(totp.generate())
  await part.getByRole('button', { name: 'Switch on' }).click()
  await expect(part.getByText('Your recovery codes')).toBeVisible()
  const [recovery = ''] = await part.getByRole('listitem').allTextContents()
  await expectAccessible(desk)
  await part.getByRole('button', { name: 'I have kept them' }).click()
  await expect(part.getByText('10 recovery codes are left.')).toBeVisible()

  const mobile = await visitor(phone)
  await firstStep(mobile, olga)
  await expect(mobile.getByRole('heading', { name: 'Second step' })).toBeVisible()
  await expectAccessible(mobile)
  await expectNoSidewaysScroll(mobile)
  await mobile.getByLabel('Code').fill('12345')
  await mobile.getByRole('button', { name: 'Sign in' }).click()
  await expect(mobile.getByText('The code is not right')).toBeVisible()
  await mobile.getByLabel('Code').fill(recovery)
  await mobile.getByRole('button', { name: 'Sign in' }).click()
  await expect(mobile.getByRole('heading', { name: 'Hello, Olga' })).toBeVisible()

  const admin = await as('admin')
  await openAlive(admin, `/admin/users?q=${encodeURIComponent(email)}`)
  await admin.getByRole('link', { name: 'Olga Weiss' }).click()
  await admin.getByRole('button', { name: 'Take away the second factor' }).click()
  await admin.getByRole('button', { name: 'Take away the second factor: really?' }).click()
  await expect(admin.getByText('The second factor is gone')).toBeVisible()
  await mobile.goto('/account')
  await expect(mobile).toHaveURL(/\/sign-in/)
  await firstStep(mobile, olga)
  await expect(mobile.getByRole('heading', { name: 'Hello, Olga' })).toBeVisible()

  // a page that stands open says so by itself, and keeps what is on it
  await expect(desk.getByText('Your session has ended.')).toBeVisible({ timeout: 45_000 })
  await expectAccessible(desk)
})
