import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { openAlive, quote } from './steps.ts'
import { call, expect, expectAccessible, expectNoSidewaysScroll, phone, signInAs, test } from './story.ts'

const mark = randomUUID().slice(0, 6)
const password = 'hund kuchen lampe'
const namespace = `stories.tracker${mark}`
/** A change shows within a second; this leaves the machine, which plays other stories beside, some room. */
const soon = { timeout: 3000 }

interface Person {
  id: string
  email: string
  name: string
  password: string
}

async function makePerson(first: string, roles: string[]): Promise<Person> {
  const name = `${first} ${mark.toUpperCase()}`
  const email = `${first.toLowerCase()}.${mark}@formwork.example`
  const body = { email, name, password, roles: roles.map((role) => ({ role })) }
  const { id } = await call<{ id: string }>('admin', 'POST /users', body)
  return { id, email, name, password }
}

/** An app of their own, in which nobody of the demo has a say. */
async function makeApp(decider: Person): Promise<string> {
  const slug = `desk-deciders-${mark}`
  const group = await call<{ id: string }>('admin', 'POST /groups', { slug, name: `Desks ${mark}` })
  await call('admin', `PUT /groups/${group.id}/members/${decider.id}`, { owner: false })
  await call(
    'admin',
    'POST /flows',
    `id: desk
namespace: ${namespace}
displayName: Desk ${mark}
inputs:
  - { id: reason, type: STRING, displayName: Why do you need it? }
tasks:
  - id: decide
    type: approval
    title: "A desk because {{ inputs.reason }}"
    show: [inputs.reason]
    deciders: [{ group: ${slug} }]
  - { id: order, type: log, message: ordered }
`,
  )
  const { results } = await call<{ results: { id: string; displayName: string }[] }>(
    'admin',
    `GET /apps/catalog?q=${encodeURIComponent(`Desk ${mark}`)}`,
  )
  return results.find(({ displayName }) => displayName === `Desk ${mark}`)?.id ?? ''
}

async function seeConversation(page: Page) {
  const conversation = page.getByRole('region', { name: 'Conversation' })
  await conversation.scrollIntoViewIfNeeded()
  await expect(conversation.getByRole('button', { name: 'Send comment' })).toBeVisible()
  return conversation
}

test('requester and decider talk while the request waits; a follower hears of it; a reminder goes out once', async ({
  visitor,
}) => {
  const [rita, dan, fay] = await Promise.all([
    makePerson('Rita', ['requester']),
    makePerson('Dan', ['approver']),
    makePerson('Fay', ['requester']),
  ])
  const appId = await makeApp(dan)
  const asks = await visitor()
  await signInAs(asks, rita)
  await openAlive(asks, `/apps/${appId}`)
  await asks.getByLabel('Why do you need it?').fill('the old one wobbles')
  await asks.getByRole('button', { name: 'Submit request' }).click()
  await asks.waitForURL(/\/requests\/[^/?]+\?new=1/)
  await expect(asks.getByRole('status').filter({ hasText: `Waiting for ${dan.name}` })).toBeVisible()
  const own = await seeConversation(asks)

  const decides = await visitor()
  await signInAs(decides, dan)
  await openAlive(decides, '/inbox')
  const talk = await seeConversation(decides)
  const box = talk.getByRole('textbox', { name: 'Write something' })
  await box.fill('Which height, @rit')
  await expect(talk.getByRole('option', { name: rita.name })).toBeVisible()
  await box.press('Enter')
  await expect(box).toHaveValue(`Which height, @${rita.name} `)
  await box.pressSequentially('? See the picture.')
  await talk.locator('input[type=file]').setInputFiles({ ...quote, name: 'heights.png' })
  await expect(talk.getByRole('button', { name: 'Remove heights.png' })).toBeVisible()
  await talk.getByRole('button', { name: 'Send comment' }).click()

  // once it is stored the other page has it soon
  await expect(talk.getByRole('article', { name: dan.name })).toBeVisible()
  const heard = own.getByRole('article', { name: dan.name })
  await expect(heard).toContainText(`@${rita.name}`, soon)
  await expect(heard.getByRole('link', { name: 'heights.png' })).toBeVisible()
  await expect(asks.getByRole('button', { name: '1 unread notification' })).toBeVisible(soon)
  await own.getByRole('textbox', { name: 'Write something' }).fill('**75 cm** please')
  await own.getByRole('button', { name: 'Send comment' }).click()
  const mine = own.getByRole('article', { name: rita.name })
  await expect(mine.locator('strong')).toHaveText('75 cm')
  await expect(talk.getByRole('article', { name: rita.name }).locator('strong')).toHaveText('75 cm', soon)
  await mine.getByRole('button', { name: 'Edit' }).click()
  await own.getByRole('textbox', { name: 'Change your comment' }).fill('**80 cm** please')
  await own.getByRole('button', { name: 'Save' }).click()
  await expect(own.getByText('edited', { exact: true })).toBeVisible()
  await expect(talk.getByText('edited', { exact: true })).toBeVisible(soon)
  await expectAccessible(asks)
  await expectAccessible(decides)

  await asks.getByRole('button', { name: 'Add a person' }).click()
  const dialog = asks.getByRole('dialog', { name: 'Who shall see this request?' })
  await dialog.getByLabel('Name').fill(fay.name)
  await expectAccessible(asks)
  await dialog.getByRole('button', { name: `Add: ${fay.name}` }).click()
  await expect(asks.getByRole('region', { name: 'Followers' })).toContainText(fay.name)
  const follows = await visitor(phone)
  await signInAs(follows, fay)
  await openAlive(follows, new URL(asks.url()).pathname)
  await expect(follows.getByRole('heading', { level: 1 })).toContainText('the old one wobbles')
  await seeConversation(follows)
  await expectNoSidewaysScroll(follows)
  await expectAccessible(follows)
  const address = follows.url()
  await follows.goto('/requests')
  await follows.getByLabel('Whose').selectOption('I follow')
  await expect(follows).toHaveURL(/scope=following/)
  await expect(follows.getByRole('listitem').filter({ hasText: `asked by ${rita.name}` })).toHaveCount(1)
  await follows.getByRole('link', { name: /the old one wobbles/ }).click()
  await expect(follows).toHaveURL(address)

  await asks.getByRole('button', { name: 'Send a reminder' }).click()
  await expect(asks.getByText(/^Reminded; possible again/)).toBeVisible()
  await expect(asks.getByRole('button', { name: 'Send a reminder' })).toHaveCount(0)
  await expect(asks.getByRole('region', { name: 'History' })).toContainText(`reminded ${dan.name}`)
  await decides.getByRole('button', { name: /unread notification/ }).click()
  await expect(decides.getByRole('link', { name: new RegExp(`${rita.name} reminds you`) })).toBeVisible()
  await decides.keyboard.press('Escape')

  await decides.getByRole('article').first().getByRole('button', { name: 'Approve' }).click()
  await decides.getByRole('article').first().getByRole('button', { name: 'Approve' }).click()
  await expect(asks.getByRole('status').filter({ hasText: 'Approved and finished' })).toBeVisible()
  await expect(follows.getByRole('status').filter({ hasText: 'Approved and finished' })).toBeVisible()
  await expect(follows.getByRole('button', { name: '2 unread notifications' })).toBeVisible(soon)
})

test('what one hears by mail is chosen on the account page, for each kind', async ({ visitor }) => {
  const nils = await makePerson('Nils', ['requester'])
  const page = await visitor(phone)
  await signInAs(page, nils)
  await openAlive(page, '/account')
  const settings = page.getByRole('region', { name: 'Notifications by mail' })
  await expect(settings).toContainText('No mail is set up for you here')
  await settings.getByLabel('Comments, mentions').selectOption('In the morning')
  await expect(settings.getByText('Saved', { exact: true })).toBeVisible()
  await settings.getByLabel('Quiet hours').check()
  await expect(settings.getByLabel('from')).toHaveValue('20:00')
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
  await page.reload()
  await expect(settings.getByLabel('Comments, mentions')).toHaveValue('digest')
  await expect(settings.getByLabel('until')).toHaveValue('07:00')
})
