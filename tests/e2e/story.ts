import AxeBuilder from '@axe-core/playwright'
import { randomUUID } from 'node:crypto'
import {
  expect,
  test as base,
  type BrowserContextOptions,
  type ConsoleMessage,
  type Page,
} from '@playwright/test'

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
  /** Addresses that this story is refused, or cut off from: browsers write each answer of 400 and more, and each lost one, to the console. */
  refused: (address: RegExp) => void
}

type Kept = NonNullable<BrowserContextOptions['storageState']>
/** Sessions of those who have signed in already: a person signs in once for all stories. */
const sessions = new Map<Who, Kept>()

/** A story fails on a console error or an uncaught exception of any of its pages, whatever it asserts. */
export const test = base.extend<Fixtures & { refusals: RegExp[] }>({
  refusals: async ({ browserName: _ }, give) => {
    await give([])
  },
  refused: async ({ refusals }, give) => {
    await give((address) => refusals.push(address))
  },
  visitor: async ({ browser, refusals }, give) => {
    const errors: string[] = []
    const isRefusal = (message: ConsoleMessage) =>
      /status of (4\d\d|503)|net::ERR_/.test(message.text()) &&
      refusals.some((address) => address.test(message.location().url))
    const contexts: { close(): Promise<void> }[] = []
    const pages: Page[] = []
    await give(async (options = {}) => {
      const context = await browser.newContext({ ...options, baseURL: product.url })
      contexts.push(context)
      const page = await context.newPage()
      pages.push(page)
      page.on(
        'console',
        (message) =>
          message.type() === 'error' &&
          !isRefusal(message) &&
          errors.push(`${page.url()}: ${message.text()} ${message.location().url}`),
      )
      page.on('pageerror', (error) => errors.push(`${page.url()}: ${error.message}`))
      return page
    })
    // what a story still holds up or looks into as it ends is no error of the next one
    for (const page of pages) if (!page.isClosed()) await page.unrouteAll({ behavior: 'ignoreErrors' })
    for (const context of contexts) await context.close()
    expect(errors, 'errors in the browser').toEqual([])
  },
  as: async ({ visitor }, give) => {
    await give(async (who, options = {}) => {
      const kept = sessions.get(who)
      const page = await visitor(kept ? { ...options, storageState: kept } : options)
      if (kept) return page
      await signIn(page, who)
      sessions.set(who, await page.context().storageState())
      return page
    })
  },
})

export function signIn(page: Page, who: Who): Promise<void> {
  return signInAs(page, { email: product.email(who), password: product.password(who) })
}

export async function signInAs(
  page: Page,
  { email, password }: { email: string; password: string },
): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

/**
 * Fails with what axe finds, nothing excepted; the story goes on, so that all of it is told at once.
 * @param rules only these; absent: all of WCAG 2.2 AA
 */
export async function expectAccessible(page: Page, rules?: string[]): Promise<void> {
  // No page has a frame of another origin, which alone would need axe's other mode, a page more and twice the time. No rule
  // that is asked for looks at the text of the style sheets, and what passes is not told.
  const axe = new AxeBuilder({ page })
    .setLegacyMode()
    .options({ preload: { assets: ['media'] }, resultTypes: ['violations'] })
  if (rules) axe.withRules(rules)
  else axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
  const found = await axe.analyze()
  const lines = found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} – ${node.failureSummary ?? ''}`),
  )
  expect.soft(lines, `accessibility of ${page.url()}`).toEqual([])
}

/** Fails where the page can be scrolled sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect.soft(over, `sideways scroll of ${page.url()}`).toBeLessThanOrEqual(0)
}

/** The header of a call as a person, with their password. */
export function basicOf(who: Who): string {
  return `Basic ${Buffer.from(`${product.email(who)}:${product.password(who)}`).toString('base64')}`
}

/**
 * A REST call as a person, with their password. A text is sent as YAML, all else as JSON.
 * @throws Error with the answer's text where it is not 2xx
 */
export async function call<T>(who: Who, line: string, body?: unknown): Promise<T> {
  const [method, path] = line.split(' ')
  const yaml = typeof body === 'string'
  const answer = await fetch(`${product.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: basicOf(who),
      ...(body === undefined ? {} : { 'content-type': yaml ? 'application/x-yaml' : 'application/json' }),
      ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
    },
    body: body === undefined || yaml ? body : JSON.stringify(body),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${line}: ${answer.status} ${text.slice(0, 300)}`)
  return (text ? JSON.parse(text) : undefined) as T
}

export { expect }
