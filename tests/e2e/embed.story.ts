import { randomUUID } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { call, expect, product, test } from './story.ts'

const mark = randomUUID().slice(0, 8)

/** A site of somebody else: 127.0.0.1 is another one than localhost. */
async function site(html: () => string): Promise<{ origin: string; close(): void }> {
  const server = http.createServer((_, answer) =>
    answer.setHeader('content-type', 'text/html; charset=utf-8').end(html()),
  )
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', () => ready()))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
  }
}

const page = (
  ids: readonly string[],
) => `<!doctype html><html lang="en"><title>Intranet</title><body><h1>Intranet</h1>
${ids.map((id) => `<script src="${product.url}/embed.js" data-app="${id}" data-title="Form ${id}" data-prefill="note=Hello" async></script>`).join('\n')}
</body></html>`

async function publish(id: string, more: string): Promise<string> {
  await call(
    'admin',
    'POST /flows',
    `id: ${id}
namespace: embed.${mark}
inputs:
  - { id: note, type: STRING, displayName: Note }
  - { id: more, type: BOOL, displayName: More, defaults: false }
  - { id: why, type: STRING, displayName: Why more, dependsOn: { inputs: [more], condition: "{{ inputs.more == true }}" } }
tasks:
  - { id: say, type: log, message: "{{ inputs.note }}" }
`,
  )
  const source = `id: ${id}
type: app
namespace: embed.${mark}
flowId: ${id}
displayName: Say ${id}
${more}
`
  const { uid } = await call<{ uid: string }>('admin', 'POST /apps', source)
  const { embedUrl } = await call<{ embedUrl: string }>('admin', `GET /apps/${uid}/share`)
  return embedUrl.split('/').at(-1) ?? ''
}

test('a page of another site shows forms, each as high as it is, and one is submitted in it', async ({
  visitor,
}) => {
  let ids: string[] = []
  const intranet = await site(() => page(ids))
  const embed = `embed: { origins: ['${intranet.origin.toUpperCase()}', 'https://other.example'] }`
  ids = [await publish('notes', `access: PUBLIC\n${embed}`), await publish('closed', embed)]
  const reader = await visitor()
  await reader.goto(intranet.origin)
  const frame = reader.frameLocator(`iframe[title="Form ${ids[0]}"]`)
  await expect(frame.getByRole('heading', { name: 'Say notes' })).toBeVisible()
  await expect(frame.getByRole('textbox', { name: 'Note', exact: true })).toHaveValue('Hello')
  const element = reader.locator('iframe').first()
  const heightOf = async () => (await element.boundingBox())?.height ?? 0
  const inside = () =>
    frame.locator('body').evaluate((body) => Math.ceil(body.getBoundingClientRect().height))
  await expect.poll(async () => Math.abs((await heightOf()) - (await inside()))).toBeLessThan(3)
  const before = await heightOf()
  await frame.getByRole('radio', { name: 'Yes' }).check()
  await expect(frame.getByLabel('Why more')).toBeVisible()
  await expect.poll(heightOf).toBeGreaterThan(before)
  await reader.screenshot({ path: test.info().outputPath('in a frame.png'), fullPage: true })
  await frame.getByLabel('Why more').fill('Because')
  await frame.getByRole('button', { name: 'Submit' }).click()
  await expect(frame.getByText(/We have your request/)).toBeVisible()
  // what becomes of it is told in the same place
  await expect(frame.getByText('Because')).toBeVisible()
  const follow = frame.getByRole('link', { name: 'See where it stands' })
  const opened = reader.context().waitForEvent('page')
  await follow.click()
  const tracker = await opened
  await expect(tracker.getByText('Because')).toBeVisible()
  expect(await reader.context().cookies(product.url)).toEqual([])

  // a form for people who sign in opens outside of the frame
  const closed = reader.frameLocator(`iframe[title="Form ${ids[1]}"]`)
  await expect(closed.getByRole('link', { name: 'Open the form' })).toHaveAttribute('target', '_blank')
  await expect(closed.getByRole('textbox', { name: 'Note', exact: true })).toHaveCount(0)
  intranet.close()
})

test('a page that the app does not name shows nothing of it', async ({ browser }) => {
  const id = await publish('guarded', `access: PUBLIC\nembed: { origins: ['https://intranet.example'] }`)
  const stranger = await site(() => page([id]))
  const reader = await (await browser.newContext()).newPage()
  const refusal = reader.waitForEvent('console', (message) => /frame-ancestors/.test(message.text()))
  await reader.goto(stranger.origin)
  await refusal
  await expect(reader.frameLocator('iframe').getByRole('heading')).toHaveCount(0)
  await reader.context().close()
  stranger.close()
})

test('one that names no page is shown in none', async () => {
  const id = await publish('unframed', 'access: PUBLIC')
  const answer = await fetch(`${product.url}/embed/${id}`)
  expect(answer.status).toBe(404)
  expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(answer.headers.get('x-frame-options')).toBe('DENY')
})
