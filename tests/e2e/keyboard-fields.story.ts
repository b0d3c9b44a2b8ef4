import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expectFine } from './demo-steps.ts'
import { chooseFile, pressOn, tabTo, typeInto } from './keys.ts'
import { openAlive, quote } from './steps.ts'
import { call, expect, test } from './story.ts'

const cities = Array.from({ length: 300 }, (_, n) => `City ${n}`)
const mark = randomUUID().slice(0, 6)
const name = `All by keys ${mark}`

/** One input of each type that people fill in, in two steps, so that all is looked through before it is sent. */
const flow = `id: all-by-keys-${mark}
namespace: company.fields
displayName: ${name}
inputs:
  - id: plain
    type: FORM
    displayName: Texts and numbers
    inputs:
      - { id: word, type: STRING, displayName: Word }
      - { id: words, type: TEXT, displayName: Words }
      - { id: whole, type: INT, displayName: Whole number }
      - { id: number, type: FLOAT, displayName: Number }
      - { id: double, type: COMPUTED, displayName: Doubled, expression: '{{ inputs.plain.whole * 2 }}', valueType: INT, dependsOn: { inputs: [whole] } }
      - { id: cost, type: MONEY, displayName: Cost, currency: EUR, currencies: [EUR, CHF] }
      - { id: mail, type: EMAIL, displayName: Mail }
      - { id: phone, type: PHONE, displayName: Phone, countryCode: '+49' }
      - { id: link, type: URI, displayName: Link }
      - { id: day, type: DATE, displayName: Day }
      - { id: clock, type: TIME, displayName: Clock }
      - { id: instant, type: DATETIME, displayName: Moment }
      - { id: length, type: DURATION, displayName: Length }
      - { id: key, type: SECRET, displayName: Key }
  - id: chosen
    type: FORM
    displayName: Choices and the rest
    inputs:
      - { id: sure, type: BOOL, displayName: Sure }
      - { id: colour, type: SELECT, displayName: Colour, values: [red, green] }
      - { id: size, type: SELECT, displayName: Size, values: [small, large], isRadio: true }
      - { id: city, type: SELECT, displayName: City, values: ${JSON.stringify(cities)} }
      - { id: days, type: MULTISELECT, displayName: Days, values: [Monday, Tuesday] }
      - { id: stops, type: MULTISELECT, displayName: Stops, values: ${JSON.stringify(cities)} }
      - { id: who, type: USER, displayName: Reviewer }
      - { id: team, type: GROUP, displayName: Team }
      - { id: data, type: JSON, displayName: Data }
      - { id: settings, type: YAML, displayName: Settings }
      - { id: names, type: ARRAY, displayName: Names, itemType: STRING }
      - id: address
        type: OBJECT
        displayName: Address
        inputs:
          - { id: street, type: STRING, displayName: Street }
      - id: items
        type: TABLE
        displayName: Items
        columns:
          - { id: article, type: STRING, displayName: Article }
          - { id: amount, type: INT, displayName: Amount, defaults: 1 }
      - { id: paper, type: FILE, displayName: Paper, allowedFileExtensions: ['.png'] }
      - { id: sign, type: SIGNATURE, displayName: I agree, drawing: true }
tasks:
  - { id: done, type: log, message: done }
`

test.beforeAll(async () => {
  await call('admin', 'POST /flows', flow)
})

const box = (page: Page, label: string) => page.getByRole('textbox', { name: label, exact: true })

/** Searches a long list and takes the first that is found. */
async function pick(page: Page, field: string, text: string): Promise<void> {
  const search = page.getByRole('group', { name: field, exact: true }).getByRole('combobox')
  const own = page.getByRole('combobox', { name: field, exact: true })
  await typeInto(own.or(search), text)
  await expect(page.getByRole('listbox').getByRole('option').first()).toContainText(text)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
}

async function fillTexts(page: Page): Promise<void> {
  await typeInto(box(page, 'Word'), 'Desk')
  await typeInto(box(page, 'Words'), 'One line')
  await page.keyboard.press('Enter')
  await page.keyboard.type('and another')
  await typeInto(box(page, 'Whole number'), '21')
  await typeInto(box(page, 'Number'), '2.5')
  await typeInto(box(page, 'Cost'), '99.90')
  await typeInto(page.getByRole('combobox', { name: 'Currency' }), 'CHF')
  await typeInto(box(page, 'Mail'), 'kim@example.com')
  await typeInto(box(page, 'Phone'), '030 1234567')
  await typeInto(box(page, 'Link'), 'https://example.com/desk')
  await typeInto(box(page, 'Day'), '03052027')
  await typeInto(box(page, 'Clock'), '0930AM')
  await typeInto(box(page, 'Moment'), '03052027')
  await page.keyboard.press('Tab')
  await page.keyboard.type('1415')
  const length = page.getByRole('group', { name: 'Length', exact: true })
  await typeInto(length.getByLabel('days'), '2')
  await typeInto(length.getByLabel('hours'), '3')
  await typeInto(page.getByLabel(/^Key/), 'not to be shown')
}

async function fillChoices(page: Page): Promise<void> {
  await pressOn(page.getByRole('radiogroup', { name: 'Sure' }).getByRole('radio', { name: 'Yes' }), 'Space')
  await typeInto(page.getByRole('combobox', { name: 'Colour', exact: true }), 'gr')
  await tabTo(page.getByRole('radio', { name: 'small' }))
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: 'large' })).toBeChecked()
  await pick(page, 'City', 'City 123')
  await pressOn(page.getByRole('checkbox', { name: 'Tuesday' }), 'Space')
  await pick(page, 'Stops', 'City 7')
  await pick(page, 'Stops', 'City 250')
  await pick(page, 'Reviewer', 'Ana Ruiz')
  await pick(page, 'Team', 'Finance')
  await typeInto(page.getByLabel(/^Data/), '{"a": 1}')
  await typeInto(page.getByLabel(/^Settings/), 'b: 2')
  // a value that is added, and a row, has the focus at once
  const names = page.getByRole('group', { name: 'Names', exact: true })
  for (const one of ['Kim', 'Sam']) {
    await pressOn(names.getByRole('button', { name: /^Add/ }), 'Enter')
    await expect(names.getByRole('textbox').last()).toBeFocused()
    await page.keyboard.type(one)
  }
  await typeInto(box(page, 'Street'), 'Am Deich 7')
  for (const article of ['Desk', 'Chair']) {
    await pressOn(page.getByRole('button', { name: 'Add a row' }), 'Enter')
    await expect(page.getByRole('textbox', { name: 'Article' }).last()).toBeFocused()
    await page.keyboard.type(article)
  }
  await page.keyboard.press('Alt+ArrowUp')
  await expect(page.getByLabel('Article, row 1')).toHaveValue('Chair')
  await chooseFile(page, page.getByLabel(/^Paper/), quote)
  await expect(page.getByRole('button', { name: `Remove ${quote.name}` })).toBeVisible()
  await typeInto(page.getByRole('textbox', { name: 'I agree' }), 'Nora Lind')
}

test('every field is reached by Tab and filled in by keys alone, and the look through shows what was typed', async ({
  as,
}) => {
  const { results } = await call<{ results: { id: string; displayName: string }[] }>(
    'nora',
    `GET /apps/catalog?size=100&q=${encodeURIComponent(name)}`,
  )
  const nora = await as('nora')
  await openAlive(nora, `/apps/${results.find(({ displayName }) => displayName === name)?.id}`)
  await fillTexts(nora)
  await expectFine(nora)
  await pressOn(nora.getByRole('button', { name: 'Next', exact: true }), 'Enter')
  await expect(nora.getByRole('heading', { name: 'Choices and the rest' })).toBeFocused()
  await fillChoices(nora)
  await expectFine(nora)
  await pressOn(nora.getByRole('button', { name: 'Next', exact: true }), 'Enter')

  await expect(nora.getByRole('heading', { name: 'Check your answers' })).toBeFocused()
  const answer = (label: string) =>
    nora
      .getByRole('term')
      .filter({ hasText: new RegExp(`^${label}$`) })
      .locator('+ dd')
  const answers = {
    Word: 'Desk',
    Words: 'One line\nand another',
    'Whole number': '21',
    Number: '2.5',
    Doubled: '42',
    Cost: 'CHF 99.90',
    Mail: 'kim@example.com',
    Link: 'https://example.com/desk',
    Day: '5 Mar 2027',
    Sure: 'Yes',
    Colour: 'green',
    Size: 'large',
    City: 'City 123',
    Days: 'Tuesday',
    Stops: 'City 7, City 250',
    Reviewer: 'Ana Ruiz',
    Team: 'Finance',
    Names: 'Kim, Sam',
    Street: 'Am Deich 7',
    Items: 'Article: Chair, Amount: 1',
    Paper: quote.name,
    'I agree': 'Nora Lind',
  }
  for (const [label, text] of Object.entries(answers)) await expect(answer(label), label).toContainText(text)
  await expect(nora.getByText('not to be shown')).toHaveCount(0)
  await expectFine(nora)
  await pressOn(nora.getByRole('button', { name: 'Submit request' }), 'Enter')
  await expect(nora.getByText(/We have your request/)).toBeVisible()
})
