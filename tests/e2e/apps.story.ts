import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { openAlive } from './steps.ts'
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

// An app from a flow to its page, by people of this story only: its group decides nothing elsewhere.

const mark = randomUUID().slice(0, 4)
const namespace = `apps.story${mark}`
const flowId = `visit-${mark}`
const group = `hosts-${mark}`
const password = 'hund kuchen lampe'

const person = (name: string) => ({ name, email: `${name.toLowerCase()}.${mark}@formwork.example`, password })
const gast = person('Gerda')
const host = person('Hanne')
const foreign = person('Fritz')

const flow = `id: ${flowId}
namespace: ${namespace}
displayName: Visit ${mark}
inputs:
  - { id: company, type: STRING, displayName: Which company? }
  - { id: people, type: INT, displayName: How many people?, defaults: 2 }
tasks:
  - id: wait
    type: pause
    onResume:
      - { id: room, type: STRING, displayName: Which room? }
  - id: badge
    type: return
    format: "{{ inputs.people }} badges for {{ inputs.company }} in {{ outputs.wait.onResume.room }}"
outputs:
  - { id: badges, type: STRING, value: "{{ outputs.badge.value }}", displayName: Badges }
`

const layout = `layout:
  - on: OPEN
    blocks:
      - type: markdown
        content: "## We expect {{ inputs.people }} people of {{ inputs.company ?? 'your company' }}"
      - type: create-form
      - type: create-button
        text: Announce them
      - type: button
        text: House rules
        url: https://rules.example/house
  - on: PAUSE
    for: decider
    blocks:
      - type: inputs
      - type: resume-form
      - type: resume-button
        text: The room is ready
        style: SUCCESS
      - type: cancel-button
        text: Send them away
  - on: PAUSE
    blocks:
      - type: alert
        style: INFO
        showIcon: true
        content: Reception prepares for {{ inputs.company }}.
      - type: tracker
  - on: SUCCESS
    blocks:
      - type: alert
        style: SUCCESS
        showIcon: true
        content: Everything is **ready**.
      - type: columns
        columns:
          - width: 2
            blocks:
              - type: outputs
          - width: 1
            blocks:
              - type: table
                value:
                  - { day: Monday, open: "8-18" }
                  - { day: Sunday, open: closed }
`

test.beforeAll(async () => {
  const made = await call<{ id: string }>('admin', 'POST /groups', { slug: group, name: 'Hosts' })
  for (const { name, email } of [gast, host, foreign]) {
    const roles = [{ role: 'requester' }, ...(name === 'Hanne' ? [{ role: 'engineer', namespace }] : [])]
    const { id } = await call<{ id: string }>('admin', 'POST /users', { name, email, password, roles })
    if (name !== 'Fritz') await call('admin', `PUT /groups/${made.id}/members/${id}`, { owner: false })
  }
  await call('admin', 'POST /flows', flow)
})

/** Sign in as somebody of this story. */
async function enter(page: Page, who: typeof gast): Promise<Page> {
  await signInAs(page, who)
  return page
}

const editorOf = (page: Page) => page.getByRole('textbox', { name: 'Source of the app' })

test('a flow becomes an app in one press, its page is laid out, and people use it', async ({
  as,
  visitor,
  refused,
}) => {
  const ida = await as('admin')
  await openAlive(ida, `/studio/flows/${namespace}/${flowId}?tab=apps`)
  await expectAccessible(ida)
  await ida.getByRole('button', { name: 'Publish as an app' }).click()
  await ida.waitForURL(/\/studio\/apps\/[\w-]+$/)
  const uid = ida.url().split('/').at(-1) ?? ''
  const preview = ida.getByRole('group', { name: 'Preview' })
  await expect(preview.getByLabel('Which company?')).toBeVisible()

  // a mistake is underlined and told, what was there before stays in sight
  const editor = editorOf(ida)
  const source = `id: ${flowId}
type: app
namespace: ${namespace}
flowId: ${flowId}
displayName: Announce a visit ${mark}
tags: [Reception]
access:
  groups: [${group}]
theme: { accent: '#0f5132', accentDark: '#1d7a4d' }
${layout}`
  await editor.fill(source.replace('type: create-form', 'type: create-from'))
  await expect(ida.getByRole('list', { name: 'Problems of the source' })).toContainText('create-form')
  await expect(ida.locator('.cm-lintRange-error')).toHaveCount(1)
  await editor.fill(source)
  await expect(ida.getByText('No problems')).toBeVisible()
  await expect(preview.getByRole('heading', { name: 'We expect 2 people of your company' })).toBeVisible()
  await expect(preview.getByRole('button', { name: 'Announce them' })).toBeVisible()

  // each moment, as each of those who look
  await ida.getByLabel('Moment').selectOption('PAUSE')
  await expect(preview.getByText(/Reception prepares/)).toBeVisible()
  await expect(preview.getByRole('button', { name: 'The room is ready' })).toHaveCount(0)
  await ida.getByLabel('Look as').selectOption('decider')
  await expect(preview.getByRole('button', { name: 'The room is ready' })).toBeVisible()
  await ida.getByRole('button', { name: 'As wide as a phone' }).click()
  await ida.getByRole('button', { name: 'Dark' }).click()
  await expectAccessible(ida)
  // what is not saved survives a reload
  await ida.reload()
  await expect(ida.getByText('This is what you had typed before')).toBeVisible()
  await ida.getByRole('button', { name: 'Publish', exact: true }).click()
  await expect(ida.getByText('Published as revision 3').first()).toBeVisible()

  // the business user: live texts, then each moment as it comes
  const gerda = await enter(await visitor(), gast)
  await gerda.goto('/')
  await gerda.getByRole('link', { name: `Announce a visit ${mark}` }).click()
  await expect(gerda.getByRole('heading', { name: 'We expect 2 people of your company' })).toBeVisible()
  await gerda.getByLabel('Which company?').fill('Nordwind')
  await expect(gerda.getByRole('heading', { name: 'We expect 2 people of Nordwind' })).toBeVisible()
  await expect(gerda.getByRole('link', { name: /House rules/ })).toHaveAttribute('rel', /noopener/)
  await expectAccessible(gerda)
  await gerda.getByRole('button', { name: 'Announce them' }).click()
  await gerda.waitForURL(/\/requests\//)
  await expect(gerda.getByText('Reception prepares for Nordwind.')).toBeVisible()
  await expect(gerda.getByRole('button', { name: 'The room is ready' })).toHaveCount(0)
  await expectAccessible(gerda)
  const address = new URL(gerda.url()).pathname

  // who may resume: on a phone, in the dark
  const hanne = await enter(await visitor({ ...phone, ...dark }), host)
  await hanne.goto(address)
  await expect(hanne.getByRole('button', { name: 'Send them away' })).toBeVisible()
  await expectAccessible(hanne)
  await expectNoSidewaysScroll(hanne)
  await hanne.getByRole('button', { name: 'The room is ready' }).click()
  await expect(hanne.getByRole('alert').filter({ hasText: 'Which room?' })).toBeFocused()
  await hanne.getByLabel('Which room?').fill('Lindau')
  await hanne.getByRole('button', { name: 'The room is ready' }).click()

  // her page stood open
  await expect(gerda.getByText('Everything is ready.')).toBeVisible()
  await expect(gerda.getByText('2 badges for Nordwind in Lindau')).toBeVisible()
  await expect(gerda.getByRole('table').getByText('Monday')).toBeVisible()
  await expectAccessible(gerda)
  await expect(hanne.getByText('Everything is ready.')).toBeVisible()
  await expectNoSidewaysScroll(hanne)

  // others: there is no such page
  refused(/\/apps\/|\/requests\//)
  const fritz = await enter(await visitor(), foreign)
  await fritz.goto('/')
  await expect(fritz.getByRole('link', { name: `Announce a visit ${mark}` })).toHaveCount(0)
  for (const path of [`/apps/${uid}`, address]) {
    await fritz.goto(path)
    await expect(fritz.getByRole('heading', { level: 1, name: 'There is nothing here' })).toBeVisible()
    await expect(fritz.getByText(`Announce a visit ${mark}`)).toHaveCount(0)
  }
})

test('who is named to go on with what waits sees it in the app as it comes, and as it is done', async ({
  visitor,
}) => {
  const source = `id: desk-${mark}
type: app
namespace: ${namespace}
flowId: ${flowId}
displayName: Front desk ${mark}
access: { groups: [${group}] }
resume: { groups: [${group}] }
`
  const { uid } = await call<{ uid: string }>('admin', 'POST /apps', source)
  const hanne = await enter(await visitor(), host)
  await openAlive(hanne, `/apps/${uid}`)
  const waiting = hanne.getByRole('region', { name: 'Waits for you to go on with it' })
  await expect(hanne.getByLabel('Which company?')).toBeVisible()
  await expect(waiting).toHaveCount(0)

  const gerda = await enter(await visitor(), gast)
  await gerda.goto(`/apps/${uid}`)
  await gerda.getByLabel('Which company?').fill('Südwind')
  await gerda.getByRole('button', { name: 'Submit request' }).click()
  await gerda.waitForURL(/\/requests\//)
  await gerda.goto(`/apps/${uid}?new=1`)
  await expect(gerda.getByLabel('Which company?')).toBeVisible()
  await expect(gerda.getByRole('region', { name: 'Waits for you to go on with it' })).toHaveCount(0)

  const link = waiting.getByRole('link', { name: /Südwind/ })
  await expect(link).toBeVisible()
  await expectAccessible(hanne)
  const second = await enter(await visitor(), host)
  await openAlive(second, (await link.getAttribute('href')) ?? '')
  await second.getByLabel('Which room?').fill('Oslo')
  await expect(second.getByRole('main')).toContainText('Südwind')
  await expectAccessible(second)
  await second.getByRole('button', { name: 'Go on' }).click()
  await expect(waiting).toHaveCount(0)
})

test('apps are listed, found, switched off together, and brought back from their file', async ({
  as,
  visitor,
}) => {
  const ida = await as('admin')
  const id = `listed-${mark}`
  const source = `id: ${id}
type: app
namespace: ${namespace}
flowId: ${flowId}
displayName: Listed ${mark}
tags: [Listed${mark}]
`
  const { uid } = await call<{ uid: string }>('admin', 'POST /apps', source)
  await openAlive(ida, `/studio/apps?tag=Listed${mark}`)
  const row = ida.getByRole('row').filter({ hasText: id })
  await expect(row).toContainText('Available')
  await expectAccessible(ida)
  await row.getByRole('checkbox').check()
  await ida.getByRole('button', { name: 'Disable' }).click()
  await ida.getByRole('dialog').getByRole('button', { name: 'Disable' }).click()
  await expect(row).toContainText('Disabled')
  const coming = ida.waitForEvent('download')
  await row.getByRole('checkbox').check()
  await ida.getByRole('button', { name: 'Export' }).click()
  const archive = await (await coming).path()
  await ida.getByRole('button', { name: 'Delete' }).click()
  await ida.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(ida.getByText('No app fits')).toBeVisible()
  await ida.getByRole('button', { name: 'Import' }).click()
  await ida.getByLabel('File').setInputFiles(archive)
  await ida.getByRole('dialog').getByRole('button', { name: 'Import' }).click()
  await expect(ida.getByRole('row').filter({ hasText: id })).toBeVisible()
  const small = await visitor(phone)
  await signInAs(small, { email: product.email('admin'), password: product.password('admin') })
  await openAlive(small, '/studio/apps')
  await expectNoSidewaysScroll(small)
  expect(uid).not.toBe('')
})
