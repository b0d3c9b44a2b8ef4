import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { linkIn, openMailbox, type Mailbox } from '../harness/mailbox.ts'
import { startProduct, type Product } from '../harness/product.ts'
import { until } from '../harness/until.ts'
import { openAlive } from './steps.ts'
import { expect, expectAccessible, expectNoSidewaysScroll, phone, test } from './story.ts'

// A product of its own: this one has a mail server.
let box: Mailbox
let product: Product

test.beforeAll(async () => {
  test.setTimeout(240_000)
  box = await openMailbox()
  product = await startProduct({
    SEED: 'none',
    FORMWORK_SMTP_URL: `smtp://127.0.0.1:${box.port}`,
    FORMWORK_MAIL_FROM: 'Formwork <formwork@formwork.example>',
  })
})
test.afterAll(async () => {
  await product.stop()
  await box.stop()
})

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto(`${product.url}/sign-in`)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** A picture by day and by night. */
async function picture(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.screenshot({ path: test.info().outputPath(`${name}, ${colorScheme}.png`), fullPage: true })
    await expectAccessible(page)
  }
}

test('somebody is invited and chooses a password', async ({ visitor, refused }) => {
  refused(/\/password\//)
  const email = `mara-${randomUUID().slice(0, 6)}@formwork.example`
  const admin = await visitor()
  await signIn(admin, product.adminEmail, product.adminPassword)
  await admin.waitForURL(`${product.url}/`)
  await openAlive(admin, `${product.url}/admin/users`)
  await admin.getByRole('button', { name: 'Add a person' }).click()
  const drawer = admin.getByRole('dialog')
  await drawer.getByLabel('Name').fill('Mara Holt')
  await drawer.getByLabel('Email').fill(email)
  await expect(drawer.getByRole('radio', { name: /Send an invitation/ })).toBeChecked()
  await picture(admin, 'somebody new')
  await drawer.getByRole('button', { name: 'Add a person' }).click()
  await expect(drawer.getByText(`An invitation is on its way to ${email}`)).toBeVisible()
  await drawer.getByRole('button', { name: 'Done' }).click()
  await admin.getByRole('combobox', { name: 'State' }).selectOption('Invited, not yet signed in')
  await expect(admin).toHaveURL(/state=invited/)
  await expect(admin.getByRole('row', { name: /Mara Holt/ })).toContainText('Invited, not yet signed in')
  await picture(admin, 'invited')

  const invitation = linkIn(await box.letter(email, 'invites you'))
  // whoever reads mail for others looks at its links first
  const scanner = await fetch(product.url + invitation)
  expect(scanner.status).toBe(200)
  expect(scanner.headers.get('referrer-policy')).toBe('no-referrer')
  const mara = await visitor(phone)
  await mara.goto(product.url + invitation)
  await expect(
    mara.getByText(`Mara Holt, choose the password that you will sign in with as ${email}.`),
  ).toBeVisible()
  await expect(mara.getByLabel('New password', { exact: true })).toBeFocused()
  await mara.keyboard.type('Mara Holt 1')
  await expect(mara.getByRole('status')).toHaveText('It must not be your name or your mail address.')
  await mara.keyboard.press('Tab')
  await mara.keyboard.type('Mara Holt 1')
  await mara.keyboard.press('Enter')
  await expect(mara.getByRole('alert').first()).toContainText('It must not be your name')
  await picture(mara, 'password')
  await expectNoSidewaysScroll(mara)
  await mara.getByLabel('New password', { exact: true }).fill('hund kuchen lampe')
  await expect(mara.getByRole('status')).toHaveText('Strong.')
  await mara.getByLabel('New password again').fill('hund kuchen lampe')
  await mara.getByRole('button', { name: 'Set the password' }).click()
  await expect(mara).toHaveURL(`${product.url}/sign-in?set=1`)
  await expect(mara.getByText('Your password is set.')).toBeVisible()
  await picture(mara, 'password is set')
  await mara.goto(product.url + invitation)
  await expect(mara.getByRole('heading', { name: 'This link opens nothing' })).toBeVisible()
  expect((await fetch(product.url + invitation)).status).toBe(404)
  await picture(mara, 'link that opens nothing')
  await signIn(mara, email, 'hund kuchen lampe')
  await expect(mara.getByRole('heading', { name: 'Hello, Mara' })).toBeVisible()
  await openAlive(admin, `${product.url}/admin/users?q=${encodeURIComponent(email)}`)
  await expect(admin.getByRole('row', { name: /Mara Holt/ })).not.toContainText('Invited')
})

test('a forgotten password is set by a link, without JavaScript', async ({ visitor, refused }) => {
  refused(/\/me\/password/)
  const email = `olga-${randomUUID().slice(0, 6)}@formwork.example`
  const password = 'hund kuchen lampe'
  const basic = Buffer.from(`${product.adminEmail}:${product.adminPassword}`).toString('base64')
  await fetch(`${product.url}/api/v1/users`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Olga Weiss', email, password }),
  })
  const olga = await visitor()
  await signIn(olga, email, password)
  await expect(olga.getByRole('heading', { name: 'Hello, Olga' })).toBeVisible()
  await openAlive(olga, `${product.url}/account`)
  await olga.getByLabel('Present password').fill(password)
  await olga.getByLabel('New password').fill('olga.weiss2026')
  await expect(olga.getByText('It must not be your name or your mail address.')).toBeVisible()
  await olga.getByRole('button', { name: 'Change password' }).click()
  await expect(olga.getByText('must not be the name or the mail address')).toBeVisible()
  await picture(olga, 'password of an account')

  const other = await visitor({ javaScriptEnabled: false })
  await other.goto(`${product.url}/sign-in`)
  await other.getByRole('link', { name: 'Forgot your password?' }).click()
  await other.getByLabel('Email').fill(email)
  await other.getByRole('button', { name: 'Send me a link' }).click()
  await expect(other.getByText('If this address has an account, a link is on its way.')).toBeVisible()
  const reset = linkIn(await box.letter(email, 'A new password'))
  await other.goto(product.url + reset)
  await other.getByLabel('New password', { exact: true }).fill('andere hunde kuchen')
  await other.getByLabel('New password again').fill('andere hunde kuchen')
  await other.getByRole('button', { name: 'Set the password' }).click()
  await expect(other.getByText('Your password is set.')).toBeVisible()
  await box.letter(email, 'Your password was changed')
  // where she was signed in she is no more
  await olga.goto(`${product.url}/account`)
  await expect(olga).toHaveURL(/\/sign-in/)
  await signIn(olga, email, 'andere hunde kuchen')
  await expect(olga.getByRole('heading', { name: 'Hello, Olga' })).toBeVisible()

  const admin = await visitor()
  await signIn(admin, product.adminEmail, product.adminPassword)
  await admin.waitForURL(`${product.url}/`)
  await openAlive(admin, `${product.url}/admin/users?q=${encodeURIComponent(email)}`)
  await admin.getByRole('link', { name: 'Olga Weiss' }).click()
  await picture(admin, 'person')
  await admin.getByRole('button', { name: 'Send a link to reset the password' }).click()
  await expect(admin.getByText(`A link is on its way to ${email}`)).toBeVisible()
  await until(
    () =>
      box.received.filter(({ to, mail }) => to.includes(email) && mail.subject?.startsWith('A new')).length >=
      2,
    'it is sent',
  )
})

test('who asks for a link is told the same whoever they are', async ({ visitor }) => {
  const page = await visitor(phone)
  await page.goto(`${product.url}/forgot`)
  await expect(page.getByLabel('Email')).toBeFocused()
  await picture(page, 'forgotten')
  await expectNoSidewaysScroll(page)
  await page.keyboard.type('nobody@formwork.example')
  await page.keyboard.press('Enter')
  await expect(page.getByText('If this address has an account, a link is on its way.')).toBeVisible()
  await picture(page, 'link on its way')
  expect(box.received.flatMap(({ to }) => to)).not.toContain('nobody@formwork.example')
})

test('an administrator sees how mail is sent and tries it', async ({ visitor }) => {
  const admin = await visitor()
  await signIn(admin, product.adminEmail, product.adminPassword)
  await admin.waitForURL(`${product.url}/`)
  await openAlive(admin, `${product.url}/admin/mail`)
  const facts = admin.getByRole('region', { name: 'How mail is sent' })
  await expect(facts).toContainText(`127.0.0.1, port ${box.port}`)
  await expect(facts).toContainText('Formwork <formwork@formwork.example>')
  await admin.getByRole('button', { name: 'Send a test mail to me' }).focus()
  await admin.keyboard.press('Enter')
  await expect(admin.getByText(`The mail server took a mail to ${product.adminEmail}`)).toBeVisible()
  await box.letter(product.adminEmail, 'Mail from Formwork works')
  await picture(admin, 'mail')
  await admin.setViewportSize({ width: 390, height: 844 })
  await expectNoSidewaysScroll(admin)
  const { port } = box
  await box.stop()
  await admin.getByRole('button', { name: 'Send a test mail to me' }).click()
  await expect(admin.getByRole('alert').filter({ hasText: 'was not sent' })).toContainText(
    'Nothing listens at 127.0.0.1',
  )
  await picture(admin, 'mail server is down')
  box = await openMailbox(port)
})
