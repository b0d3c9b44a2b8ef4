import AxeBuilder from '@axe-core/playwright'
import { expect, test as base, type BrowserContextOptions, type Page } from '@playwright/test'

/** People of the demo, by the first part of their mail address; `admin` is the administrator. */
export type Who = 'admin' | 'ana' | 'ben' | 'ida' | 'lee' | 'nora' | 'tom'

export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
}
export const dark: BrowserContextOptions = { colorScheme: 'dark' }

const setting = (name: string) => process.env[name] ?? ''

export const product = {
  get url() {
    return setting('STORY_URL')
  },
  get home() {
    return setting('STORY_HOME')
  },
  password: (who: Who) => setting(who === 'admin' ? 'STORY_ADMIN_PASSWORD' : 'STORY_DEMO_PASSWORD'),
  email: (who: Who) => (who === 'admin' ? setting('STORY_ADMIN_EMAIL') : `${who}@formwork.example`),
}

interface Fixtures {
  /** Opens a browser of one's own for a person who has signed in. */
  as: (who: Who, options?: BrowserContextOptions) => Promise<Page>
  /** The same without a person. */
  visitor: (options?: BrowserContextOptions) => Promise<Page>
}

/** A story fails on a console error or an uncaught exception of any of its pages, whatever it asserts. */
export const test = base.extend<Fixtures>({
  visitor: async ({ browser }, give) => {
    const errors: string[] = []
    const contexts: { close(): Promise<void> }[] = []
    await give(async (options = {}) => {
      const context = await browser.newContext({ ...options, baseURL: product.url })
      contexts.push(context)
      const page = await context.newPage()
      page.on(
        'console',
        (message) => message.type() === 'error' && errors.push(`${page.url()}: ${message.text()}`),
      )
      page.on('pageerror', (error) => errors.push(`${page.url()}: ${error.message}`))
      return page
    })
    for (const context of contexts) await context.close()
    expect(errors, 'errors in the browser').toEqual([])
  },
  as: async ({ visitor }, give) => {
    await give(async (who, options) => {
      const page = await visitor(options)
      await signIn(page, who)
      return page
    })
  },
})

export async function signIn(page: Page, who: Who): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(product.email(who))
  await page.getByLabel('Password').fill(product.password(who))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

/** Fails with what axe finds; nothing is excepted. */
export async function expectAccessible(page: Page): Promise<void> {
  const found = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  const lines = found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} – ${node.failureSummary ?? ''}`),
  )
  expect(lines, `accessibility of ${page.url()}`).toEqual([])
}

/** Fails where the page can be scrolled sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(over, `sideways scroll of ${page.url()}`).toBeLessThanOrEqual(0)
}

/** A REST call as a person, with their password. */
export async function call<T>(
  who: Who,
  path: string,
  init: RequestInit = {},
): Promise<{ status: number; body: T }> {
  const basic = Buffer.from(`${product.email(who)}:${product.password(who)}`).toString('base64')
  const answer = await fetch(`${product.url}/api/v1${path}`, {
    ...init,
    headers: { ...init.headers, authorization: `Basic ${basic}` },
  })
  const text = await answer.text()
  return { status: answer.status, body: (text ? JSON.parse(text) : undefined) as T }
}

export { expect }
