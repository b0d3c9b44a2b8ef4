import { chromium, type BrowserContext } from '@playwright/test'
import type { Product } from '../harness/product.ts'
import { until } from '../harness/until.ts'
import type { ApiClient } from './client.ts'
import { ms } from './measure.ts'
import { alone, type Row } from './row.ts'

interface Weight {
  /** Kilobytes of compressed script before anybody has done anything. */
  scripts: number
  /** The same with the heads of the answers that brought it. */
  wire: number
  /** Milliseconds until the largest thing of the first screen is painted. */
  paint: number
}

interface Clients {
  requester: ApiClient
  approver: ApiClient
}

/** B10: what a browser with nothing kept loads for the pages of the portal, and when it shows them. */
export async function weightRows(product: Product, clients: Clients): Promise<Row[]> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH || undefined,
    args: ['--no-sandbox', '--disable-gpu'],
  })
  const contextOf = async (mail: string) => {
    const context = await browser.newContext({ baseURL: product.url })
    await signIn(context, product, mail)
    return context
  }
  const nora = await contextOf('nora@formwork.example')
  const ben = await contextOf('ben@formwork.example')
  const { request, form } = await placesOf(clients)
  const pages: [string, BrowserContext, string][] = [
    ['home', nora, '/'],
    ['inbox without a decision', nora, '/inbox'],
    ['inbox with a decision', ben, '/inbox'],
    ['requests', nora, '/requests'],
    ['request', nora, request],
    ['form', nora, form],
  ]
  const rows = []
  for (const [name, context, path] of pages) {
    const { scripts, wire, paint } = await weigh(context, path)
    const told = `${Math.round(scripts)} KB (${Math.round(wire)} KB); ${ms(paint)}`
    rows.push(alone(`B10 ${name}: scripts, gzip (with their heads); largest paint`, told))
  }
  await browser.close()
  return rows
}

/** Of a request that waits for a decision, and of the form of a purchase. */
async function placesOf({ requester, approver }: Clients): Promise<{ request: string; form: string }> {
  const { results: catalog } = await requester.call<{ results: { id: string; displayName: string }[] }>(
    'GET',
    '/apps/catalog',
  )
  const idOf = (name: string) => catalog.find(({ displayName }) => displayName === name)?.id
  const { requestId } = await requester.call<{ requestId: string }>(
    'POST',
    `/apps/view/${idOf('Bench')}/requests`,
    { values: { text: 'Weighed' } },
  )
  await until(
    async () => (await approver.call<{ total: number }>('GET', '/approvals?box=mine&size=1')).total > 0,
    'a decision waits',
  )
  return { request: `/requests/${requestId}`, form: `/apps/${idOf('Purchase request')}` }
}

/** As a person of the demo. */
export async function signIn(
  context: BrowserContext,
  { demoPassword }: Product,
  mail = 'nora@formwork.example',
): Promise<void> {
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(mail)
  await page.getByLabel('Password').fill(demoPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  await page.close()
}

async function weigh(context: BrowserContext, path: string): Promise<Weight> {
  const page = await context.newPage()
  const wire = await context.newCDPSession(page)
  await wire.send('Network.enable')
  await wire.send('Network.setCacheDisabled', { cacheDisabled: true })
  const headOf = new Map<string, number>()
  const bytes = { scripts: 0, wire: 0 }
  wire.on('Network.responseReceived', ({ requestId, type, response }) => {
    // what has come of it so far is its head
    if (type === 'Script') headOf.set(requestId, response.encodedDataLength)
  })
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const head = headOf.get(requestId)
    if (head === undefined) return
    bytes.scripts += encodedDataLength - head
    bytes.wire += encodedDataLength
  })
  await page.goto(path, { waitUntil: 'load' })
  // All paints so far come in one call. What is loaded when the page is idle has come a second later.
  const paint = await page.evaluate(
    () =>
      new Promise<number>((painted) => {
        new PerformanceObserver((list) => {
          setTimeout(painted, 1000, list.getEntries().at(-1)?.startTime ?? 0)
        }).observe({ type: 'largest-contentful-paint', buffered: true })
      }),
  )
  await page.close()
  return { scripts: bytes.scripts / 1024, wire: bytes.wire / 1024, paint }
}
