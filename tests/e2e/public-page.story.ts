import { randomUUID } from 'node:crypto'
import { call, dark, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from './story.ts'

const mark = randomUUID().slice(0, 8)
const namespace = `front.${mark}`

const flow = (id: string, title: string) => `
id: ${id}
namespace: ${namespace}
displayName: ${title}
inputs:
  - { id: wish, type: STRING, displayName: Your matter }
tasks:
  - id: look
    type: approval
    title: Is it right?
    deciders: [{ group: administrators-${mark} }]
    rules: { notRequester: false }
`
const app = `
id: front
type: app
namespace: ${namespace}
displayName: Town hall
access: PUBLIC
prefix: TWN
theme: { accent: '#0f6b4f', accentDark: '#8ff0b8' }
flows: [{ flowId: permit }, { flowId: complaint }]
layout:
  - on: OPEN
    blocks:
      - { type: markdown, content: "You write about **{{ inputs.wish ?? 'something' }}**." }
      - type: columns
        columns:
          - { width: 2, blocks: [{ type: create-form }, { type: create-button, text: Hand it in }] }
          - { blocks: [{ type: alert, style: INFO, content: Nine to four }] }
  - on: PAUSE
    blocks:
      - { type: alert, style: SUCCESS, content: "We are reading about {{ inputs.wish }}." }
      - { type: tracker }
      - { type: logs }
      - { type: comments }
`

test('a public app shows its whole page to a guest, who then talks with those inside', async ({
  as,
  visitor,
}) => {
  test.setTimeout(580_000)
  const me = await call<{ id: string }>('admin', 'GET /me')
  const slug = `administrators-${mark}`
  const group = await call<{ id: string }>('admin', 'POST /groups', { slug, name: 'Town hall' })
  await call('admin', `PUT /groups/${group.id}/members/${me.id}`, { owner: false })
  await call('admin', 'POST /flows', flow('permit', 'A permit'))
  await call('admin', 'POST /flows', flow('complaint', 'A complaint'))
  const { uid } = await call<{ uid: string }>('admin', 'POST /apps', app)
  const { publicUrl } = await call<{ publicUrl: string }>('admin', `GET /apps/${uid}/share`)

  const gil = await visitor({ ...phone, ...dark })
  await gil.goto(new URL(publicUrl).pathname)
  await expectAccessible(gil)
  await gil.getByRole('link', { name: 'A complaint' }).click()
  await gil.getByLabel('Your name').fill('Gil Guest')
  await gil.getByLabel('Your matter').fill('The noise')
  await expect(gil.locator('strong').filter({ hasText: 'The noise' })).toBeVisible()
  await expect(gil.getByText('Nine to four')).toBeVisible()
  await gil.screenshot({ path: test.info().outputPath('form.png'), fullPage: true })
  await expectAccessible(gil)
  await expectNoSidewaysScroll(gil)
  await gil.getByRole('button', { name: 'Hand it in' }).click()
  await gil.waitForURL(/\/guest\//)
  await expect(gil.getByText('We are reading about The noise.')).toBeVisible()
  const box = gil.getByRole('textbox', { name: 'Write something' })
  await gil.getByRole('region', { name: 'Conversation' }).scrollIntoViewIfNeeded()
  await box.fill('It is **very** loud.')
  await gil.getByRole('button', { name: 'Send comment' }).click()
  await expect(gil.locator('strong').filter({ hasText: 'very' })).toBeVisible()
  await expectAccessible(gil)
  await expectNoSidewaysScroll(gil)
  await gil.screenshot({ path: test.info().outputPath('tracker.png'), fullPage: true })

  const id = new URL(gil.url()).searchParams.get('request') ?? ''
  const admin = await as('admin')
  await admin.goto(`/requests/${id}`)
  const talk = admin.getByRole('article', { name: 'Gil Guest' })
  await admin.getByRole('region', { name: 'Conversation' }).scrollIntoViewIfNeeded()
  await expect(talk).toContainText('It is very loud.')
  await expect(talk.getByText('Guest', { exact: true })).toBeVisible()
  await admin.screenshot({ path: test.info().outputPath('inside.png'), fullPage: true })
  await call('admin', `POST /requests/${id}/comments`, { text: 'We come by.', mentions: [], uploadIds: [] })
  await expect(gil.getByText('We come by.')).toBeVisible()
})
