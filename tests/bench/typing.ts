import { chromium, type Page } from '@playwright/test'
import type { Product } from '../harness/product.ts'
import type { ApiClient } from './client.ts'
import { spread } from './measure.ts'
import { alone, medianAndP95, type Row } from './row.ts'
import { signIn } from './weights.ts'

const fields = 200

/** Every third is required, every tenth hangs on the one before, and the types are those that forms are made of. */
const large = `id: large-form
namespace: bench
inputs:
${Array.from({ length: fields }, (_, n) => inputLine(n)).join('\n')}
tasks:
  - { id: done, type: log, message: done }
`

function inputLine(n: number): string {
  const type = ['STRING', 'INT', 'SELECT', 'TEXT', 'DATE'][n % 5] ?? 'STRING'
  const more = [
    type === 'SELECT' ? 'values: [red, green, blue]' : '',
    n % 10 === 9 ? `dependsOn: { inputs: [f${n - 9}], condition: "{{ inputs.f${n - 9} != 'none' }}" }` : '',
  ]
  const parts = [`id: f${n}`, `type: ${type}`, `displayName: Field ${n}`, `required: ${n % 3 === 0}`, ...more]
  return `  - { ${parts.filter(Boolean).join(', ')} }`
}

/** How long the page is busy with a key in a form of 200 fields, until it could be painted. */
export async function typingRows(product: Product, admin: ApiClient): Promise<Row[]> {
  await admin.call('POST', '/flows', large)
  const { results: apps } = await admin.call<{ results: { id: string; displayName: string }[] }>(
    'GET',
    '/apps/catalog',
  )
  const app = apps.find(({ displayName }) => displayName === 'Large form')
  if (!app) throw new Error('the catalog lacks the large form')
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH || undefined,
    args: ['--no-sandbox', '--disable-gpu'],
  })
  const context = await browser.newContext({ baseURL: product.url })
  await signIn(context, product)
  const page = await context.newPage()
  await page.goto(`/apps/${app.id}`, { waitUntil: 'load' })
  const keys = await keysIn(page)
  await browser.close()
  return [alone(`A key in a form of ${fields} fields, median / p95`, medianAndP95(spread(keys)))]
}

/** Types in a field at the top, in the middle and at the end; answers of the server come in between. */
async function keysIn(page: Page): Promise<number[]> {
  await page.evaluate(watchKeys)
  for (const field of ['Field 0', 'Field 100', 'Field 103', 'Field 195']) {
    const control = page.getByRole('textbox', { name: new RegExp(`^${field}\\b`) })
    await control.click()
    await control.pressSequentially('The present one is broken and cannot be mended.', { delay: 25 })
  }
  return page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes)
}

/** Runs in the page: from the key until all that it caused has been worked out and laid out. */
function watchKeys(): void {
  const times: number[] = []
  Object.assign(window, { keyTimes: times })
  let began = 0
  addEventListener('keydown', () => (began = performance.now()), { capture: true })
  addEventListener(
    'input',
    () => {
      // a message comes after everything that the event itself brought about
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        document.body.getBoundingClientRect()
        times.push(performance.now() - began)
        port1.close()
      }
      port2.postMessage('')
    },
    { capture: true },
  )
}
