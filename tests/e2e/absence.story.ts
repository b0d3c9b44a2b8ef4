import { openAlive } from './steps.ts'
import { call, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from './story.ts'

interface Absence {
  id: string
  when: string
}

const day = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString().slice(0, 10)

/** Whatever earlier stories have left. */
async function clear(who: 'tom'): Promise<void> {
  const there = await call<Absence[]>(who, 'GET /me/absences')
  for (const { id, when } of there) if (when === 'future') await call(who, `DELETE /me/absences/${id}`)
}

test('somebody says when they are away, changes it by keyboard and takes it back; administrators see it', async ({
  as,
  refused,
}) => {
  refused(/\/absences/)
  await clear('tom')
  const tom = await as('tom')
  await openAlive(tom, '/account')
  await tom.getByRole('button', { name: 'Say when you are away' }).press('Enter')
  const form = tom.getByRole('form', { name: 'Say when you are away' })
  await form.getByLabel('First day').fill(day(30))
  await form.getByLabel('Last day').fill(day(40))
  await form.getByLabel('Note').fill('At the sea')
  await form.getByRole('button', { name: 'Save' }).press('Enter')
  await expect(tom.getByText('The absence is saved')).toBeVisible()
  await expect(tom.getByText('At the sea')).toBeVisible()

  await tom.getByRole('button', { name: 'Say when you are away' }).click()
  await form.getByLabel('First day').fill(day(35))
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(tom.getByText(/Another absence has days of these/)).toBeVisible()
  await expectAccessible(tom)
  await form.getByRole('button', { name: 'Cancel' }).click()

  await tom.getByRole('button', { name: /^Change .* 20\d\d/ }).press('Enter')
  await form.getByLabel('Last day').fill('')
  await form.getByRole('button', { name: 'Save' }).press('Enter')
  await expect(tom.getByText(/^from .* on$/)).toBeVisible()

  const admin = await as('admin', phone)
  const { results } = await call<{ results: { id: string }[] }>('admin', 'GET /users?q=tom@')
  await openAlive(admin, `/admin/users/${results[0]?.id ?? ''}`)
  await expect(admin.getByText('At the sea')).toBeVisible()
  await expectNoSidewaysScroll(admin)
  await expectAccessible(admin)

  await tom.getByRole('button', { name: /^Take back / }).press('Enter')
  await expect(tom.getByText('The absence is taken back')).toBeVisible()
  await expect(tom.getByText('At the sea')).toBeHidden()
})

test('on a phone one’s page with an absence fits', async ({ as }) => {
  const lee = await as('lee', phone)
  await openAlive(lee, '/account')
  await lee.getByRole('button', { name: 'Say when you are away' }).click()
  await expectNoSidewaysScroll(lee)
  await expectAccessible(lee)
})
