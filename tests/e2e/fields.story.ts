import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { openAlive, quote } from './steps.ts'
import { call, expect, expectAccessible, expectNoSidewaysScroll, phone, signIn, test } from './story.ts'

const namespace = 'company.fields'
const cities = Array.from({ length: 3000 }, (_, n) => `City ${n}`)

/** One input of each type that people fill in. */
const every = (suffix: string) => `id: every-field-${suffix}
namespace: ${namespace}
inputs:
  - { id: word, type: STRING, displayName: Word }
  - { id: words, type: TEXT, displayName: Words, required: false }
  - { id: whole, type: INT, displayName: Whole number }
  - { id: number, type: FLOAT, displayName: Number, required: false }
  - { id: cost, type: MONEY, displayName: Cost, required: false }
  - { id: mail, type: EMAIL, displayName: Mail, required: false }
  - { id: phone, type: PHONE, displayName: Phone, countryCode: '+49', required: false }
  - { id: link, type: URI, displayName: Link, required: false }
  - { id: day, type: DATE, displayName: Day, required: false }
  - { id: clock, type: TIME, displayName: Clock, required: false }
  - { id: instant, type: DATETIME, displayName: Moment, required: false }
  - { id: length, type: DURATION, displayName: Length, required: false }
  - { id: sure, type: BOOL, displayName: Sure, required: false }
  - { id: colour, type: SELECT, displayName: Colour, values: [red, green], required: false }
  - { id: city, type: SELECT, displayName: City, values: ${JSON.stringify(cities)} }
  - { id: stops, type: MULTISELECT, displayName: Stops, values: ${JSON.stringify(cities)}, required: false }
  - { id: who, type: USER, displayName: Reviewer, required: false }
  - { id: team, type: GROUP, displayName: Team, required: false }
  - { id: data, type: JSON, displayName: Data, required: false }
  - { id: names, type: ARRAY, displayName: Names, itemType: STRING, required: false }
  - { id: key, type: SECRET, displayName: Key, required: false }
  - id: items
    type: TABLE
    displayName: Items
    required: false
    maxRows: 3
    columns:
      - { id: article, type: STRING, displayName: Article }
      - { id: amount, type: INT, displayName: Amount, defaults: 1, min: 1 }
  - { id: sign, type: SIGNATURE, displayName: I agree, required: false }
tasks:
  - { id: done, type: log, message: done }
`

const files = (suffix: string) => `id: many-files-${suffix}
namespace: ${namespace}
inputs:
  - { id: reason, type: STRING, displayName: Reason }
  - { id: quotes, type: FILE, displayName: Quotes, many: true, allowedFileExtensions: ['.png', '.pdf'], maxSize: 1MB }
tasks:
  - { id: done, type: log, message: done }
`

/** Each story has a flow of its own. @returns the address of its app */
async function publish(source: (suffix: string) => string): Promise<string> {
  const { id } = await call<{ id: string }>('admin', 'POST /flows', source(randomUUID().slice(0, 6)))
  const { results: apps } = await call<{ results: { id: string; displayName: string }[] }>(
    'nora',
    'GET /apps/catalog',
  )
  const name = id.replaceAll('-', ' ')
  return `/apps/${apps.find(({ displayName }) => displayName.toLowerCase() === name)?.id}`
}

const box = (page: Page, name: string) =>
  page.getByRole('textbox', { name: new RegExp(`^${name}( optional)?$`) })
const toMend = (page: Page) => page.getByRole('main').getByRole('alert')

test('on a phone the long list is searched, rows are moved, and what was chosen is there after a reload', async ({
  as,
}) => {
  const nora = await as('nora', phone)
  await openAlive(nora, await publish(every))
  const city = nora.getByRole('combobox', { name: /^City/ })
  await city.tap()
  await city.fill('city 12')
  await nora.getByRole('option', { name: 'City 1234' }).tap()
  await expect(city).toHaveValue('City 1234')
  await city.fill('nowhere at all')
  await expect(nora.getByText('Nothing found')).toBeVisible()
  await city.press('Escape')
  await expect(city).toHaveValue('City 1234')
  for (const article of ['Desk', 'Chair']) {
    await nora.getByRole('button', { name: 'Add a row' }).tap()
    await nora.getByRole('textbox', { name: 'Article' }).last().fill(article)
  }
  await nora.getByRole('button', { name: 'Move row 2 up' }).tap()
  await expect(nora.getByLabel('Article, row 1')).toHaveValue('Chair')
  await expectAccessible(nora)
  await expectNoSidewaysScroll(nora)
  await nora.reload()
  await expect(city).toHaveValue('City 1234')
  await expect(nora.getByLabel('Article, row 2')).toHaveValue('Desk')
})

test('wrong files, a lost connection, two clicks and an ended session lose nothing', async ({
  as,
  refused,
}) => {
  refused(/\/api\//)
  const nora = await as('nora')
  await openAlive(nora, await publish(files))
  await box(nora, 'Reason').fill('New desks')
  const chooser = nora.locator('input[type=file]')
  const pdf = { name: 'offer.pdf', mimeType: 'application/pdf' }
  await chooser.setInputFiles([
    { ...pdf, buffer: Buffer.from('<html>') },
    { ...pdf, name: 'empty.pdf', buffer: Buffer.from('') },
    { ...pdf, name: 'huge.pdf', buffer: Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(1_000_001)]) },
    { ...pdf, name: 'tool.exe', buffer: Buffer.from('MZ') },
  ])
  await expect(nora.getByText('offer.pdf: The file is not what its name says')).toBeVisible()
  await expect(nora.getByText(/empty\.pdf: The file is empty/)).toBeVisible()
  await expect(nora.getByText(/huge\.pdf: The file is larger than 1 MB/)).toBeVisible()
  await expect(nora.getByText(/tool\.exe: The file's name must end in/)).toBeVisible()

  // the connection is lost as the files are sent; later they are sent again from where they stand
  await nora.route('**/api/v1/uploads', (route) => route.abort())
  await chooser.setInputFiles([quote, { ...quote, name: 'second.png' }])
  const again = nora.getByRole('button', { name: 'Send second.png again' })
  await expect(again).toBeVisible()
  await nora.unroute('**/api/v1/uploads')
  await again.click()
  await nora.getByRole('button', { name: `Send ${quote.name} again` }).click()
  await expect(again).toHaveCount(0)
  await expect(nora.getByRole('progressbar')).toHaveCount(0)
  await expect(nora.getByRole('button', { name: 'Remove second.png' })).toBeVisible()

  // the session ends; signing in elsewhere is enough to go on here
  await nora.context().clearCookies()
  const submit = nora.getByRole('button', { name: 'Submit request' })
  await submit.click()
  await expect(toMend(nora).getByRole('link', { name: /Sign in/ })).toBeVisible()
  await expect(box(nora, 'Reason')).toHaveValue('New desks')
  const other = await nora.context().newPage()
  await signIn(other, 'nora')
  await other.close()
  await submit.dblclick()
  await nora.waitForURL(/\/requests\/[^/?]+\?new=1/)
  await expect(nora.getByRole('link', { name: 'second.png' })).toBeVisible()
  await expect(nora.getByRole('link', { name: quote.name })).toBeVisible()
})
