import { expect, test } from 'vitest'
import { POST as signInForm } from '#app/api/auth/sign-in/route.ts'
import { dispatch } from '#server/api/dispatch.ts'
import { db } from '#server/db.ts'
import { createPerson, resetPassword } from '#server/people/change-people.ts'
import { basicOf, makePerson } from '#tests/harness/people.ts'
import { admin, form, fresh, set, site } from './test-forms.ts'

interface Given {
  email: string
  password: string
}

async function signIn({ email, password }: Given) {
  const response = await signInForm(form('/api/auth/sign-in', { email, password }, { origin: site }))
  return {
    to: response.headers.get('location') ?? '',
    isIn: response.headers.getSetCookie().some((line) => /^formwork-\w+=[^;]/.test(line)),
  }
}

async function made(email: string): Promise<Given & { id: string }> {
  const { person, password = '' } = await createPerson(admin.actor, {
    email,
    name: 'Max Adler',
    roles: [{ role: 'requester' }],
    groups: [],
  })
  return { id: person.id, email, password }
}

test('a password that was made leads to one of one’s own, and to nothing else', async () => {
  const max = await made('max@test.example')
  const first = await signIn(max)
  expect(first).toMatchObject({ isIn: false, to: expect.stringMatching(/^\/password\/[\w-]{32}$/) })
  const basic = await dispatch(new Request(`${site}/api/v1/me`, { headers: basicOf({ ...admin, ...max }) }))
  expect(basic.status).toBe(401)
  expect(await basic.text()).toContain('set one of your own')

  expect(await set(first.to.split('/').at(-1) ?? '')).toBe('/sign-in?set=1')
  expect((await signIn(max)).to).toMatch(/error=wrong/)
  expect(await signIn({ ...max, password: fresh })).toEqual({ to: '/', isIn: true })
})

test('one that was made anew does the same, and the way to it ends after a quarter of an hour', async () => {
  const { actor, email } = await makePerson()
  const { password } = await resetPassword(admin.actor, actor.id)
  const { to } = await signIn({ email, password })
  await db.mailLink.updateMany({
    where: { personId: actor.id },
    data: { expiresAt: new Date(Date.now() - 1000) },
  })
  expect(await set(to.split('/').at(-1) ?? '')).toMatch(/error=gone/)
  expect((await signIn({ email, password })).to).toMatch(/^\/password\//)
})

test('after a week it opens nothing', async () => {
  const max = await made('late@test.example')
  const { firstPasswordUntil } = await db.person.findUniqueOrThrow({ where: { id: max.id } })
  const days = ((firstPasswordUntil?.getTime() ?? 0) - Date.now()) / (24 * 3600 * 1000)
  expect(days).toBeGreaterThan(6.9)
  await db.person.update({ where: { id: max.id }, data: { firstPasswordUntil: new Date(Date.now() - 1000) } })
  expect(await signIn(max)).toMatchObject({ isIn: false, to: expect.stringMatching(/error=wrong/) })
})

test('one that an administrator chose is the person’s own', async () => {
  const { person } = await createPerson(admin.actor, {
    email: 'own@test.example',
    name: 'Own',
    password: fresh,
    roles: [],
    groups: [],
  })
  expect(await signIn({ email: person.email, password: fresh })).toEqual({ to: '/', isIn: true })
})
