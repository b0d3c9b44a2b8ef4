import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { openAlive } from './steps.ts'
import { call, dark, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from './story.ts'

const csv = (lines: readonly string[]) => ({
  name: 'people.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(lines.join('\r\n')),
})

test('people come by a file that is looked at first, mended, and confirmed; an export is the same again', async ({
  as,
}) => {
  const word = randomUUID().slice(0, 6)
  const [first, second] = [`cleo.${word}@formwork.example`, `dan.${word}@formwork.example`]
  const slug = `file-${word}`
  await call('admin', 'POST /groups', { slug, name: `File ${word}` })
  const admin = await as('admin')
  await openAlive(admin, '/admin/users')
  await admin.getByRole('button', { name: 'Import' }).click()
  const dialog = admin.getByRole('dialog', { name: 'Import people' })
  const file = dialog.getByLabel(/CSV/)
  await file.setInputFiles(
    csv([
      'mail,name,groups,roles,manager',
      `${first},Cleo ${word},${slug},viewer,`,
      `${second},Dan ${word},nowhere,,${first}`,
    ]),
  )
  await expect(dialog.getByText('groups there is no group nowhere')).toBeVisible()
  await expect(dialog.getByText('1 wrong')).toBeVisible()
  await expect(dialog.getByRole('button', { name: /^Import/ })).toHaveCount(0)
  await expectAccessible(admin)

  await file.setInputFiles(
    csv([
      'mail,name,groups,roles,manager',
      `${first},Cleo ${word},${slug},viewer,`,
      `${second},Dan ${word},,,${first}`,
    ]),
  )
  await expect(dialog.getByText('2 new')).toBeVisible()
  await expect(dialog.getByText(`manager: ${first}`)).toBeVisible()
  await dialog.getByRole('combobox', { name: 'Show' }).selectOption('Changed')
  await expect(dialog.getByText('No row is of this kind.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Import 2 people' }).press('Enter')
  await expect(admin.getByText('2 people were imported')).toBeVisible()
  await expect(dialog).toBeHidden()
  expect(await call('admin', `GET /users?q=${second}`)).toMatchObject({
    results: [{ name: `Dan ${word}`, manager: { name: `Cleo ${word}` } }],
  })

  await openAlive(admin, `/admin/users?q=${word}`)
  const [download] = await Promise.all([
    admin.waitForEvent('download'),
    admin.getByRole('link', { name: 'Export CSV' }).click(),
  ])
  const exported = readFileSync(await download.path(), 'utf8')
  expect(exported.trim().split('\r\n')).toHaveLength(3)
  await admin.getByRole('button', { name: 'Import' }).click()
  await file.setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(exported) })
  await expect(dialog.getByText('2 unchanged')).toBeVisible()
  await expect(dialog.getByText('The file changes nothing.')).toBeVisible()
})

test('a file that is none is told, and on a phone in the dark the dialog fits', async ({ as, refused }) => {
  refused(/\/users\/import/)
  const admin = await as('admin', { ...phone, ...dark })
  await openAlive(admin, '/admin/users')
  await expectNoSidewaysScroll(admin)
  await admin.getByRole('button', { name: 'Import' }).click()
  const dialog = admin.getByRole('dialog', { name: 'Import people' })
  await dialog.getByLabel(/CSV/).setInputFiles(csv(['name', 'Nobody']))
  await expect(dialog.getByText('There is no column mail: it says who a row is about.')).toBeVisible()
  await dialog.getByLabel(/CSV/).setInputFiles(csv(['mail,name', 'ana@formwork.example,Ana Ruiz']))
  await expect(dialog.getByText('1 unchanged')).toBeVisible()
  await expectNoSidewaysScroll(admin)
  await expectAccessible(admin)
  await admin.keyboard.press('Escape')
  await expect(admin.getByRole('button', { name: 'Import' })).toBeFocused()
})
