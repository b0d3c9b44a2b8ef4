import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { openAlive } from './steps.ts'
import { call, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from './story.ts'

const mark = randomUUID().slice(0, 6)
const group = `rad-${mark}`
const password = 'vier blaue Lampen am See'
const people = {
  greta: { email: `greta-${mark}@formwork.example`, name: 'Greta Sommer', language: 'en' },
  karl: { email: `karl-${mark}@formwork.example`, name: 'Karl Winter', language: 'de' },
}

const flow = `
id: bike-${mark}
namespace: company.people
displayName: { en: Company bike ${mark}, de: Dienstrad ${mark} }
description: { en: Lease a bike., de: Leasen Sie ein Rad. }
inputs:
  - id: model
    type: SELECT
    displayName: { en: Model, de: Modell }
    values:
      - { value: city, label: { en: City bike, de: Stadtrad } }
      - { value: cargo, label: { en: Cargo bike, de: Lastenrad } }
  - id: price
    type: MONEY
    displayName: { en: Price, de: Preis }
    currency: EUR
    max: 5000
  - id: from
    type: DATE
    displayName: { en: Pick-up day, de: Abholtag }
    after: '2027-03-01'
stages:
  - { id: decide, title: { en: Decision, de: Entscheidung }, tasks: [decide] }
tasks:
  - id: decide
    type: approval
    title: { en: 'Bike for {{ requester.name }}', de: 'Rad für {{ requester.name }}' }
    show: [inputs.model, inputs.price, inputs.from]
    deciders: [{ group: ${group} }]
`

test.beforeAll(async () => {
  await call('admin', 'POST /groups', { name: `Rad ${mark}`, slug: group })
  for (const [key, { email, name, language }] of Object.entries(people)) {
    const groups = key === 'karl' ? [group] : []
    const { id } = await call<{ id: string }>('admin', 'POST /users', {
      email,
      name,
      password,
      roles: [{ role: 'requester' }],
      groups,
    })
    await call('admin', `PATCH /users/${id}`, { language })
  }
  await call('admin', 'POST /flows', flow)
})

async function signIn(page: Page, who: keyof typeof people): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-Mail-Adresse').fill(people[who].email)
  await page.getByLabel('Passwort').fill(password)
  await page.getByRole('button', { name: 'Anmelden' }).click()
  await page.waitForURL((url) => url.pathname === '/')
}

test('a German asks and a German decides, each in German', async ({ visitor }) => {
  const greta = await visitor({ locale: 'de-DE' })
  await greta.goto('/sign-in')
  await expect(greta.locator('html')).toHaveAttribute('lang', 'de')
  await expectAccessible(greta)
  await signIn(greta, 'greta')
  // the account says English: it counts, until she says otherwise; then all of it changes at once
  await expect(greta.getByRole('heading', { name: 'Hello, Greta' })).toBeVisible()
  await greta.goto('/account')
  await greta.getByRole('button', { name: 'Deutsch' }).click()
  await expect(greta.getByRole('link', { name: 'Anträge' })).toBeVisible()
  await expect(greta.locator('html')).toHaveAttribute('lang', 'de')
  await expectAccessible(greta)

  await greta.goto('/')
  await expect(greta.getByRole('heading', { name: 'Guten Tag, Greta' })).toBeVisible()
  await greta.getByRole('textbox', { name: 'Apps suchen', exact: true }).fill(`Dienstrad ${mark}`)
  await greta.getByRole('link', { name: `Dienstrad ${mark}`, exact: true }).click()
  await greta.getByRole('textbox', { name: 'Preis', exact: true }).fill('6000')
  await greta.getByLabel('Abholtag').fill('2027-02-01')
  await greta.getByRole('button', { name: 'Antrag absenden' }).click()
  const summary = greta.getByRole('alert').filter({ hasText: '3 Angaben stimmen noch nicht' })
  await expect(summary).toContainText('Modell: Diese Angabe wird benötigt')
  await expect(summary).toContainText('Höchstens 5.000')
  await expect(summary).toContainText('Frühestens 01.03.2027')
  await expectAccessible(greta)
  await greta.getByLabel('Modell').selectOption('Lastenrad')
  await greta.getByRole('textbox', { name: 'Preis', exact: true }).fill('4250,50')
  await greta.getByLabel('Abholtag').fill('2027-04-01')
  await greta.getByRole('button', { name: 'Antrag absenden' }).click()
  await expect(
    greta.getByText(/Ihr Antrag ist eingegangen\. Er hat die Nummer [A-Z]+\d*-\d+\./),
  ).toBeVisible()
  await expect(greta.getByText('4.250,50 €').first()).toBeVisible()

  const karl = await visitor({ ...phone, locale: 'en-US' })
  await karl.goto('/sign-in')
  await karl.getByRole('button', { name: 'Deutsch' }).click()
  await signIn(karl, 'karl')
  await openAlive(karl, '/inbox')
  await expect(karl.getByRole('heading', { name: 'Eingang' })).toBeVisible()
  await karl.getByRole('link', { name: /Rad für Greta Sommer/ }).click()
  const article = karl.getByRole('article')
  await expect(article).toContainText('Lastenrad')
  await expect(article).toContainText('4.250,50 €')
  await expectNoSidewaysScroll(karl)
  await expectAccessible(karl)
  await article.getByRole('button', { name: 'Freigeben' }).click()
  await article.getByRole('button', { name: 'Freigeben' }).click()
  await expect(karl.getByText('Freigegeben.', { exact: true })).toBeVisible()

  await expect(
    greta.getByRole('status').filter({ hasText: 'Freigegeben und abgeschlossen am' }),
  ).toBeVisible()
  await greta.getByRole('button', { name: /ungelesene Benachrichtigung|^Benachrichtigungen/ }).click()
  await expect(greta.getByText(/Ihr Antrag .* wurde freigegeben/)).toBeVisible()
  await greta.keyboard.press('Escape')
  await greta.getByRole('button', { name: 'Menü von Greta Sommer' }).click()
  await greta.getByRole('menuitemradio', { name: 'English' }).click()
  await expect(greta.getByRole('button', { name: 'Menu of Greta Sommer' })).toBeVisible()
})
