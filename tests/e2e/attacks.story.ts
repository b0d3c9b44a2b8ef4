import { randomUUID } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { quote, submit, submitPurchase } from './steps.ts'
import { basicOf, call, expect, product, signIn, test } from './story.ts'

/** What somebody types who wants others' browsers to run it: it would set a mark on the window. */
const hostile = '<script>window.marked = 1</script><img src=x onerror="window.marked = 1">'
const hostileToo = '"><svg onload="window.marked = 1"> [click](javascript:window.marked=1)'

const marked = (page: Page) => page.evaluate(() => 'marked' in window)

/** A site of somebody else: 127.0.0.1 is another one than localhost. */
async function foreignSite(html: string): Promise<{ url: string; close(): void }> {
  const server = http.createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(html))
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', () => ready()))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => server.close(),
  }
}

test('what somebody types is shown as it was typed, and runs nowhere', async ({ as }) => {
  const { requestId, executionId } = await submitPurchase('ana', {
    item: hostile,
    supplier: hostileToo,
    amount: '200',
  })
  const ana = await as('ana')
  const ida = await as('ida')
  const ben = await as('ben')
  const places: readonly [Page, string][] = [
    [ana, '/requests'],
    [ana, `/requests/${requestId}`],
    [ben, '/inbox?box=mine'],
    [ida, `/studio/runs/${executionId}?tab=inputs`],
  ]
  for (const [page, path] of places) {
    await page.goto(path)
    await expect(page.getByText('window.marked = 1').first(), path).toBeAttached()
    expect(await marked(page), path).toBe(false)
    expect(await page.locator('img[src="x"], a[href^="javascript:"]').count(), path).toBe(0)
  }
})

test('Markdown of an author is cleaned before it is shown', async ({ as }) => {
  const id = `markdown-${randomUUID().slice(0, 8)}`
  await call(
    'admin',
    'POST /flows',
    [
      `id: ${id}`,
      'namespace: company.attacks',
      `displayName: Attack ${id}`,
      `description: ${JSON.stringify(`**Bold** ${hostile} ${hostileToo}`)}`,
      'inputs:',
      `  - { id: note, type: STRING, displayName: Note, description: ${JSON.stringify(hostile)} }`,
      'tasks:',
      '  - { id: say, type: log, message: "{{ inputs.note }}" }',
    ].join('\n'),
  )
  const { results: apps } = await call<{ results: { id: string; displayName: string }[] }>(
    'ana',
    'GET /apps/catalog',
  )
  const ana = await as('ana')
  await ana.goto(`/apps/${apps.find(({ displayName }) => displayName === `Attack ${id}`)?.id}`)
  await expect(ana.getByText('Bold').first()).toBeVisible()
  expect(await marked(ana)).toBe(false)
  expect(await ana.locator('img[src="x"], a[href^="javascript:"]').count()).toBe(0)
})

test('a script that gets into a page all the same is not run', async ({ browser }) => {
  const page = await (await browser.newContext({ baseURL: product.url })).newPage()
  await signIn(page, 'ana')
  const blocked = page.waitForEvent('console', (message) => /Content Security Policy/.test(message.text()))
  await page.evaluate(() => {
    const place = document.createElement('div')
    place.innerHTML = '<img src="data:," onerror="window.marked = 1">'
    document.body.append(place)
  })
  await blocked
  expect(await marked(page)).toBe(false)
  await page.context().close()
})

test('another site can neither act with a session, nor read by it, nor show our pages in a frame', async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: product.url })
  const page = await context.newPage()
  await signIn(page, 'admin')
  const slug = `forged-${randomUUID().slice(0, 8)}`
  const body = JSON.stringify({ slug, name: 'Forged' })
  const evil = await foreignSite(`
    <form method="post" enctype="text/plain" action="${product.url}/api/v1/groups"><input name='${body.slice(0, -1)}, "x":"' value='"}'></form>
    <iframe src="${product.url}/admin/users"></iframe>
    <script>
      const send = (init) => fetch('${product.url}/api/v1/groups', { method: 'POST', credentials: 'include', body: ${JSON.stringify(body)}, ...init }).then((a) => 'answered ' + a.status, () => 'refused')
      window.results = Promise.all([
        send({ headers: { 'content-type': 'application/json', 'x-formwork-csrf': '1' } }),
        send({ headers: { 'content-type': 'text/plain' } }),
        fetch('${product.url}/api/v1/users', { credentials: 'include' }).then(() => 'read', () => 'refused'),
      ]).then(async (seen) => { await send({ mode: 'no-cors' }); return seen })
    </script>`)
  await page.goto(evil.url)
  expect(await page.evaluate('window.results')).toEqual(['refused', 'refused', 'refused'])
  const frame = page.frames().find((one) => one !== page.mainFrame())
  expect(await frame?.locator('main').count()).toBe(0)
  await Promise.all([
    page.waitForResponse((answer) => answer.url().endsWith('/api/v1/groups') && answer.status() >= 400),
    page.evaluate(() => document.querySelector('form')?.submit()),
  ])
  const { results } = await call<{ results: { slug: string }[] }>('admin', `GET /groups/search?q=${slug}`)
  expect(results).toEqual([])
  evil.close()
  await context.close()
})

test('a session is in a cookie that no script reads and no other site sends', async ({ browser }) => {
  const context = await browser.newContext({ baseURL: product.url })
  const page = await context.newPage()
  await page.goto('/sign-in?next=https://evil.example/')
  await page.getByLabel('Email').fill(product.email('ana'))
  await page.getByLabel('Password').fill(product.password('ana'))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(`${product.url}/`)
  const cookies = await context.cookies()
  expect(cookies.length).toBeGreaterThan(0)
  for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  expect(await page.evaluate(() => document.cookie)).toBe('')
  await context.close()
})

async function upload(name: string, bytes: Buffer): Promise<string> {
  const { id } = await call<{ id: string }>('ana', 'POST /uploads', { name, size: bytes.length })
  const sent = await fetch(`${product.url}/api/v1/uploads/${id}?offset=0`, {
    method: 'PUT',
    headers: { authorization: basicOf('ana'), 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  })
  expect(sent.ok).toBe(true)
  return id
}

const purchaseWith = (file: string) =>
  submit('ana', 'Purchase request', {
    item: 'A chair',
    supplier: 'Nordwind GmbH',
    cost: { amount: 900, currency: 'EUR' },
    costCentre: '4300',
    reason: 'The present one is broken and cannot be mended.',
    quote: file,
  })

const page = Buffer.from('<!doctype html><script>window.marked = 1</script>')

test('a page that calls itself a picture is refused; a picture that holds one comes back as a file to keep', async ({
  as,
}) => {
  await expect(purchaseWith(await upload('quote.png', page))).rejects.toThrow(/422.*quote/)
  const { requestId } = await purchaseWith(await upload('quote.png', Buffer.concat([quote.buffer, page])))
  const ana = await as('ana')
  await ana.goto(`/requests/${requestId}`)
  const link = ana.getByRole('link', { name: /quote\.png/ }).first()
  const address = (await link.getAttribute('href')) ?? ''
  const answer = await ana.request.get(address)
  expect(answer.headers()).toMatchObject({
    'content-type': 'image/png',
    'content-disposition': expect.stringMatching(/^attachment/),
    'content-security-policy': expect.stringContaining('sandbox'),
    'x-content-type-options': 'nosniff',
  })
  const kept = ana.waitForEvent('download')
  await link.click()
  expect((await kept).suggestedFilename()).toBe('quote.png')
  expect(await marked(ana)).toBe(false)
})
