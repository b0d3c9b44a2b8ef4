import { randomUUID } from 'node:crypto'
import { asked, openAlive, submit } from './steps.ts'
import { call, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from './story.ts'

const mark = randomUUID().slice(0, 6)

const flowOn = (slug: string) => `id: calendars-${mark}
namespace: company.it
displayName: Working time ${mark}
inputs:
  - { id: item, type: STRING }
tasks:
  - id: agree
    type: approval
    title: "Order {{ inputs.item }} ${mark}?"
    deciders: [{ user: ida@formwork.example }]
    due: { in: P2D, calendar: ${slug} }
`

test('a calendar is made, filled in and counted on; the decider reads when it is due and what is left', async ({
  as,
  refused,
}) => {
  const slug = `shift-${mark}`
  const name = `Late shift ${mark}`
  const admin = await as('admin')
  await openAlive(admin, '/admin/calendars')
  await expect(admin.getByRole('link', { name: 'Working week' })).toBeVisible()
  await admin.getByRole('button', { name: 'New calendar' }).click()
  const dialog = admin.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('In YAML').fill(slug)
  await dialog.getByRole('button', { name: 'Add the calendar' }).click()
  await expect(admin.getByRole('heading', { name, level: 1 })).toBeVisible()

  const monday = admin.getByRole('group', { name: 'Monday' })
  await monday.getByLabel('To', { exact: true }).fill('12:00')
  await monday.getByRole('button', { name: 'Add hours on Monday' }).click()
  await monday.getByLabel('From', { exact: true }).nth(1).fill('13:00')
  await monday.getByLabel('To', { exact: true }).nth(1).fill('18:00')
  await admin.getByRole('button', { name: 'Monday to Friday alike' }).click()
  await expect(
    admin.getByRole('group', { name: 'Friday' }).getByLabel('To', { exact: true }).nth(1),
  ).toHaveValue('18:00')
  await expect(admin.getByRole('group', { name: 'Sunday' })).toContainText('Nobody works')
  await admin.getByLabel('Time zone').fill('Europe/Berlin')
  await admin.getByLabel('Public holidays of').selectOption('DE')
  await admin.getByLabel('Part of the country').selectOption('BY')
  await admin.getByRole('button', { name: 'Add a day off' }).click()
  await admin.getByLabel('Day', { exact: true }).fill('2099-12-30')
  await admin.getByLabel('What it is').fill('Stocktaking')
  await expect(admin.getByText('1 Jan', { exact: false }).or(admin.getByText('Jan 1')).first()).toBeVisible()
  await admin.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(admin.getByText(`${name} is saved`)).toBeVisible()
  await expectAccessible(admin)
  await admin.reload()
  await expect(admin.getByLabel('Part of the country')).toHaveValue('BY')
  await expect(admin.getByLabel('What it is')).toHaveValue('Stocktaking')

  await call('admin', 'POST /flows', flowOn(slug))
  const { requestId, executionId } = await submit('nora', `Working time ${mark}`, { item: 'lamps' })
  const ida = await as('ida', phone)
  await openAlive(ida, `/inbox?id=${await asked('ida', executionId)}`)
  const due = /Due \S+ \d\d:\d\d \(1[56] working hours left\)/
  await expect(ida.getByRole('article')).toContainText(due)
  const nora = await as('nora')
  await openAlive(nora, `/requests/${requestId}`)
  await expect(nora.getByRole('main')).toContainText(due)
  await expectNoSidewaysScroll(ida)

  await admin.getByRole('button', { name: 'Delete the calendar' }).click()
  refused(new RegExp(`/calendars/${slug}`))
  const really = admin.getByRole('dialog')
  await really.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(really.getByRole('alert')).toContainText(`company.it.calendars-${mark}`)
})
