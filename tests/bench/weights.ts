import { chromium, type BrowserContext } from '@playwright/test'
import type { Product } from '../harness/product.ts'
import type { ApiClient } from './client.ts'
import { ms } from './measure.ts'
import { alone, type Row } from './row.ts'

interface Weight {
  /** Kilobytes of script that come over the wire before anybody has done anything. */
  scripts: number
  /** Milliseconds until the largest thing of the first screen is painted. */
  paint: number
}

/** B10: what a browser with nothing kept loads for the pages of the portal, and when it shows them. */
export async function weightRows(product: Product, requester: ApiClient): Promise<Row[]> {
  const { results: catalog } = await requester.call<{ results: { id: string; displayName: string }[] }>(
    'GET',
    '/apps/catalog',
  )
  const app = catalog.find(({ displayName }) => displayName === 'Purchase request')
  const { results } = await requester.call<{ results: { id: string }[] }>('GET', '/requests?size=1')
  const pages = {
    home: '/',
    inbox: '/inbox',
    requests: '/requests',
    request: `/requests/${results[0]?.id}`,
    form: `/apps/${app?.id}`,
  }
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH || undefined,
    args: ['--no-sandbox', '--disable-gpu'],
  })
  const context = await browser.newContext({ baseURL: product.url })
  await signIn(context, product)
  const rows = []
  for (const [name, path] of Object.entries(pages)) {
    const { scripts, paint } = await weigh(context, path)
    rows.push(
      alone(`B10 ${name}: scripts, compressed; largest paint`, `${Math.round(scripts)} KB; ${ms(paint)}`),
    )
  }
  await browser.close()
  return rows
}

/** As the requester of the demo. */
export async function signIn(context: BrowserContext, { demoPassword }: Product): Promise<void> {
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill('nora@formwork.example')
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
  const isScript = new Set<string>()
  let bytes = 0
  wire.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') isScript.add(requestId)
  })
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (isScript.has(requestId)) bytes += encodedDataLength
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
  return { scripts: bytes / 1024, paint }
}
