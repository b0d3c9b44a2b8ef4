import { randomUUID } from 'node:crypto'
import {
  call,
  dark,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  phone,
  product,
  test,
} from './story.ts'

const mark = randomUUID().slice(0, 8)
const namespace = `share.${mark}`

async function publish(id: string, more: string): Promise<string> {
  await call(
    'admin',
    'POST /flows',
    `id: ${id}
namespace: ${namespace}
inputs:
  - { id: wish, type: STRING, displayName: Your wish }
tasks:
  - { id: say, type: log, message: "{{ inputs.wish }}" }
`,
  )
  const source = `id: ${id}
type: app
namespace: ${namespace}
flowId: ${id}
displayName: Make a wish
prefix: WSH
${more}
`
  return (await call<{ uid: string }>('admin', 'POST /apps', source)).uid
}

test('an engineer hands out an app’s address, sees who came by it, ends a link and changes the address', async ({
  as,
  visitor,
  refused,
}) => {
  refused(/\/(public|guest)\//)
  const appId = await publish('wish', `access: PUBLIC\nembed: { origins: ['https://intranet.example'] }`)
  const page = await as('admin')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(`/studio/apps/${appId}`)
  await page.getByRole('link', { name: 'Share', exact: true }).click()
  await expect(page.getByText('Nobody has come without an account yet.')).toBeVisible()
  await expect(page.getByText('https://intranet.example')).toBeVisible()
  await page.getByRole('button', { name: 'Copy the code' }).click()
  const code = await page.evaluate(() => navigator.clipboard.readText())
  await page.getByRole('button', { name: 'Copy the public address' }).click()
  const address = await page.evaluate(() => navigator.clipboard.readText())
  const id = address.split('/').at(-1) ?? ''
  expect(code).toBe(`<script src="${new URL('/embed.js', address).href}" data-app="${id}" async></script>`)

  const gil = await visitor(phone)
  await gil.goto(new URL(address).pathname)
  await gil.getByLabel('Your name').fill('Gil Guest')
  await gil.getByLabel('Your wish').fill('A window')
  await gil.getByRole('button', { name: 'Submit' }).click()
  await gil.waitForURL(/\/guest\//)

  await page.reload()
  const row = page.getByRole('listitem').filter({ hasText: 'Gil Guest' })
  await expect(row).toContainText(/WSH\d*-\d+/)
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await page.screenshot({ path: test.info().outputPath('share.png'), fullPage: true })
  await page.getByRole('button', { name: 'End the link of Gil Guest' }).click()
  await page.getByRole('button', { name: 'End it: really? The link of Gil Guest' }).click()
  await expect(row).toContainText('Link ended')
  await gil.reload()
  await expect(gil.getByText('This link opens nothing').first()).toBeVisible()

  await page.getByRole('button', { name: 'New address' }).click()
  await page.getByRole('button', { name: 'New address: really?' }).click()
  await expect(page.getByText('The app has a new address.')).toBeVisible()
  await expect(page.getByText(address, { exact: true })).toHaveCount(0)
  expect((await fetch(`${product.url}/public/${id}`)).status).toBe(404)
})

test('an app for people who sign in says how it would be opened to others', async ({ as }) => {
  const appId = await publish('inside', 'access: PRIVATE')
  const page = await as('admin', { ...phone, ...dark })
  await page.goto(`/studio/apps/${appId}?tab=share`)
  await expect(page.getByText('This app is for people who sign in.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'New address' })).toHaveCount(0)
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
})
