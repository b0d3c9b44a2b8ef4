import { randomUUID } from 'node:crypto'
import { openAlive } from './steps.ts'
import { call, expect, expectAccessible, expectNoSidewaysScroll, phone, signInAs, test } from './story.ts'

const password = 'hund kuchen lampe'

interface Made {
  email: string
  password: string
}

test('one is told of a sign-in from a new device, and ends it', async ({ visitor }) => {
  const email = `vera-${randomUUID().slice(0, 6)}@formwork.example`
  const vera = await call<Made>('admin', 'POST /users', { email, name: 'Vera Brandt', password })
  const desk = await visitor()
  await signInAs(desk, vera)
  await expect(desk.getByRole('button', { name: 'Notifications', exact: true })).toBeVisible()
  const mobile = await visitor(phone)
  await signInAs(mobile, vera)

  await openAlive(desk, '/')
  await desk.getByRole('button', { name: '1 unread notification' }).click()
  await desk.getByRole('link', { name: /signed in as you with a new device: Chrome, Linux/ }).click()
  await expect(desk).toHaveURL(/\/account/)
  const here = desk.getByRole('region', { name: 'Where you are signed in' })
  await expect(here.getByRole('listitem')).toHaveCount(2)
  await expectAccessible(desk)
  await here.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(desk.getByText('Signed out in one other place.')).toBeVisible()
  await expect(here.getByRole('listitem')).toHaveCount(1)
  await expect(here.getByRole('button')).toHaveCount(0)

  await mobile.goto('/account')
  await expect(mobile).toHaveURL(/\/sign-in/)
  await signInAs(mobile, vera)
  await mobile.goto('/account')
  await expect(mobile.getByText('This one')).toBeVisible()
  await expectAccessible(mobile)
  await expectNoSidewaysScroll(mobile)
})
