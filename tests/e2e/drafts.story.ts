import { randomUUID } from 'node:crypto'
import type { Page, Route } from '@playwright/test'
import { openAlive, quote, submitForm } from './steps.ts'
import {
  call,
  dark,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  phone,
  product,
  signInAs,
  test,
} from './story.ts'

const password = 'hund kuchen lampe'

interface Person {
  email: string
  password: string
}

interface Place {
  mia: Person
  appId: string
  name: string
}

const flowOf = (namespace: string, name: string) => `
id: trip
namespace: ${namespace}
displayName: ${name}
inputs:
  - id: trip
    type: FORM
    displayName: The trip
    inputs:
      - { id: goal, type: STRING, displayName: Where to }
      - { id: days, type: INT, displayName: Days, required: false, min: 1 }
  - id: papers
    type: FORM
    displayName: The papers
    inputs:
      - { id: offer, type: FILE, displayName: Offer, required: false }
      - { id: pin, type: SECRET, displayName: Card PIN, required: false }
      - { id: remarks, type: TEXT, displayName: Remarks, required: false }
tasks:
  - { id: note, type: log, message: "{{ inputs.trip.goal }}" }
  - { id: wait, type: pause }
`

/** A person, and an app that nobody else is shown. */
async function makePlace(): Promise<Place> {
  const mark = randomUUID().slice(0, 6)
  const namespace = `story.drafts-${mark}`
  const name = `Trip ${mark}`
  const email = `mia-${mark}@formwork.example`
  const roles = [{ role: 'requester' }]
  const mia = await call<Person & { id: string }>('admin', 'POST /users', {
    email,
    name: 'Mia Blum',
    password,
    roles,
  })
  const group = await call<{ id: string }>('admin', 'POST /groups', {
    slug: `trips-${mark}`,
    name: `Trips ${mark}`,
  })
  await call('admin', `PUT /groups/${group.id}/members/${mia.id}`, { owner: false })
  await call('admin', 'POST /flows', flowOf(namespace, name))
  const { uid } = await call<{ uid: string }>(
    'admin',
    'POST /apps',
    `id: trip\ntype: app\nnamespace: ${namespace}\nflowId: trip\ndisplayName: ${name}\naccess:\n  groups: [trips-${mark}]\n`,
  )
  return { mia: { email, password }, appId: uid, name }
}

const goal = (page: Page) => page.getByRole('textbox', { name: 'Where to' })
const remarks = (page: Page) => page.getByRole('textbox', { name: 'Remarks' })
const saved = (page: Page) => expect(page.getByText('Saved just now')).toBeVisible()
const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click()

test('a form is begun at the desk, gone on with on the phone, file and step too, and sent', async ({
  visitor,
  refused,
}) => {
  // the desk looks for a draft that the phone has sent
  refused(/\/drafts\//)
  const { mia, appId, name } = await makePlace()
  const desk = await visitor()
  await signInAs(desk, mia)
  await openAlive(desk, `/apps/${appId}`)
  await goal(desk).fill('Lisbon')
  await saved(desk)
  await expect(desk).toHaveURL(/\?draft=[\w-]{22}$/)
  await next(desk)
  await desk.getByLabel('Card PIN').fill('4711')
  await desk.locator('input[type=file]').setInputFiles(quote)
  await expect(desk.getByText(quote.name)).toBeVisible()
  await remarks(desk).fill('A window seat')
  await saved(desk)
  await expectAccessible(desk)

  const mobile = await visitor({ ...phone, ...dark })
  await signInAs(mobile, mia)
  await openAlive(mobile, `/apps/${appId}`)
  await expect(mobile.getByText('You have a draft here')).toBeVisible()
  await expectAccessible(mobile)
  await expectNoSidewaysScroll(mobile)
  await mobile.getByRole('link', { name: `Go on with “${name}: Lisbon”` }).click()
  await expect(mobile.getByRole('heading', { name: 'The papers' })).toBeVisible()
  await expect(mobile.getByText(quote.name)).toBeVisible()
  await expect(remarks(mobile)).toHaveValue('A window seat')
  await expect(mobile.getByLabel('Card PIN')).toHaveValue('')
  await remarks(mobile).fill('A window seat, please')
  await saved(mobile)
  await expectAccessible(mobile)
  await expectNoSidewaysScroll(mobile)

  // the desk is told, and takes over what came from the phone
  await desk.bringToFront()
  await expect(desk.getByText('You went on with this draft in another tab')).toBeVisible()
  await desk.getByRole('button', { name: 'Show the newer answers' }).click()
  await expect(remarks(desk)).toHaveValue('A window seat, please')

  await next(mobile)
  await expect(mobile.getByRole('heading', { name: 'Check your answers' })).toBeFocused()
  await submitForm(mobile)
  await expect(desk.getByText('This draft was sent or deleted elsewhere')).toBeVisible()
  await desk.goto(`/apps/${appId}`)
  await expect(goal(desk)).toHaveValue('')
  await expect(desk.getByText('You have a draft here')).toHaveCount(0)
})

test('without a connection and without a session nothing is lost, and it is stored once both are back', async ({
  visitor,
  refused,
}) => {
  refused(/\/api\//)
  const { mia, appId } = await makePlace()
  const page = await visitor()
  await signInAs(page, mia)
  await openAlive(page, `/apps/${appId}`)
  await goal(page).fill('Lisbon')
  await saved(page)
  await page.route('**/api/v1/**', (route) => route.abort('connectionrefused'))
  await goal(page).fill('Lisbon and Porto')
  await expect(page.getByText('Not saved: no connection. Kept in this tab.').first()).toBeVisible()
  await page.unroute('**/api/v1/**')
  await saved(page)

  const kept = await page.context().cookies()
  await page.context().clearCookies()
  await goal(page).fill('Lisbon, Porto and Faro')
  await expect(page.getByText('Not saved: your session has ended.').first()).toBeVisible()
  await page.context().addCookies(kept)
  await saved(page)
  const id = new URL(page.url()).searchParams.get('draft') ?? ''
  const answer = await page.request.get(`${product.url}/api/v1/drafts/${id}`)
  expect(((await answer.json()) as { values: object }).values).toMatchObject({
    'trip.goal': 'Lisbon, Porto and Faro',
  })

  // what could not be stored before a reload is there after it
  await page.route('**/api/v1/drafts/**', (route) => route.abort('connectionrefused'))
  await goal(page).fill('Madrid')
  await expect(page.getByText('Not saved: no connection. Kept in this tab.').first()).toBeVisible()
  await page.unroute('**/api/v1/drafts/**')
  await page.reload()
  await expect(goal(page)).toHaveValue('Madrid')
  await saved(page)
})

test('a form that is reloaded before its draft is answered goes on with that draft', async ({ visitor }) => {
  const { mia, appId } = await makePlace()
  const page = await visitor()
  await signInAs(page, mia)
  await openAlive(page, `/apps/${appId}`)
  // the draft is made, and its answer never comes
  const made = new Promise<void>((done) => {
    const hold = async (route: Route) => {
      await route.fetch()
      done()
    }
    void page.route('**/api/v1/apps/view/*/drafts', hold, { times: 1 })
  })
  await goal(page).fill('Lisbon')
  await made
  await goal(page).fill('Lisbon and Porto')
  await page.reload()
  await expect(goal(page)).toHaveValue('Lisbon and Porto')
  await saved(page)
  await expect(page).toHaveURL(/\?draft=[\w-]{22}$/)
  // it is not offered to itself
  await expect(page.getByText('You have a draft here')).toHaveCount(0)
  await openAlive(page, `/apps/${appId}`)
  await expect(page.getByText('You have a draft here')).toBeVisible()
  await page.getByRole('link', { name: /: Lisbon and Porto”/ }).click()
  await expect(goal(page)).toHaveValue('Lisbon and Porto')
})

test('two tabs with one draft lose nothing of either', async ({ visitor, refused }) => {
  refused(/\/drafts\//)
  const { mia, appId } = await makePlace()
  const first = await visitor()
  await signInAs(first, mia)
  await openAlive(first, `/apps/${appId}`)
  await goal(first).fill('Lisbon')
  await saved(first)
  const second = await first.context().newPage()
  // the stream is one for all tabs of a browser
  await second.goto(first.url())
  await expect(goal(second)).toHaveValue('Lisbon')
  const stored = second.waitForResponse((answer) => answer.request().method() === 'PUT')
  await goal(second).fill('Porto')
  await stored
  await expect(first.getByText('You went on with this draft in another tab')).toBeVisible()
  await goal(first).fill('Lisbon, really')
  await expect(first.getByText('what you type here is a draft of its own now')).toBeVisible()
  await saved(first)
  await expectAccessible(first)
  const other = first.waitForEvent('popup')
  await first.getByRole('link', { name: 'Open the other one' }).click()
  await expect(goal(await other)).toHaveValue('Porto')
  await first.goto(`/apps/${appId}`)
  await expect(first.getByText('You have 2 drafts here')).toBeVisible()
  await first.getByRole('link', { name: /Lisbon, really/ }).click()
  await expect(goal(first)).toHaveValue('Lisbon, really')
})

test('a link fills in what it may, and a copy says what it is of', async ({ visitor }) => {
  const { mia, appId } = await makePlace()
  const page = await visitor()
  await signInAs(page, mia)
  const hostile = encodeURIComponent('<img src=x onerror=alert(1)>')
  await openAlive(page, `/apps/${appId}?trip.goal=${hostile}&trip.days=3&papers.pin=1234&nothing=1`)
  await expect(page.getByText('Filled in from the link: Where to and Days.')).toBeVisible()
  await expect(goal(page)).toHaveValue('<img src=x onerror=alert(1)>')
  await goal(page).fill('Lisbon')
  await next(page)
  await expect(page.getByLabel('Card PIN')).toHaveValue('')
  await page.locator('input[type=file]').setInputFiles(quote)
  await next(page)
  const number = await submitForm(page)

  await page.getByRole('link', { name: /copy/i }).click()
  await expect(page.getByText(`Copied from ${number}.`)).toBeVisible()
  await expect(page).toHaveURL(/\?draft=/)
  await expect(goal(page)).toHaveValue('Lisbon')
  await next(page)
  await expect(page.getByText(quote.name)).toBeVisible()
  await expectAccessible(page)
  await next(page)
  await submitForm(page)
})

test('a draft is begun, left, found again and sent with the keyboard alone', async ({ visitor }) => {
  const { mia, appId, name } = await makePlace()
  const page = await visitor()
  await signInAs(page, mia)
  await openAlive(page, `/apps/${appId}`)
  await goal(page).focus()
  await page.keyboard.type('Lisbon')
  await saved(page)
  await openAlive(page, `/apps/${appId}`)
  const offer = page.getByRole('link', { name: `Go on with “${name}: Lisbon”` })
  await offer.focus()
  await page.keyboard.press('Enter')
  await expect(goal(page)).toHaveValue('Lisbon')
  await goal(page).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'The papers' })).toBeFocused()
  for (let i = 0; i < 12; i++) {
    const isNext = await page.evaluate(() => document.activeElement?.textContent === 'Next')
    if (isNext) break
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Check your answers' })).toBeFocused()
  const submit = page.getByRole('button', { name: 'Submit request' })
  await submit.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/requests\/[^/?]+\?new=1/)
  await expect(page.getByText(/We have your request/)).toBeVisible()
})
