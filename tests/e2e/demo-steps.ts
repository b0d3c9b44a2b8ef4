import type { Page } from '@playwright/test'
import { call, expect, expectAccessible, expectNoSidewaysScroll, phone, type Who } from './story.ts'

/** The two sizes that every app of the demo is played at. */
export const sizes = [
  ['on a desktop', {}],
  ['on a phone', phone],
] as const

/** From the start page to an app's form. */
export async function openApp(page: Page, name: string): Promise<void> {
  await page.goto('/')
  await page.getByRole('link', { name, exact: true }).click()
  await expect(page.getByRole('button', { name: 'Submit request' })).toBeVisible()
}

/** The request whose tracker is open, and its execution. */
export async function requestOf(page: Page, who: Who): Promise<{ requestId: string; executionId: string }> {
  const requestId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const { executionId } = await call<{ executionId: string }>(who, `GET /requests/${requestId}`)
  return { requestId, executionId }
}

/** Opens what waits in the inbox and decides by the button of that name. */
export async function decideInInbox(
  page: Page,
  item: RegExp | string,
  { button, comment }: { button: string; comment?: string },
): Promise<void> {
  await page.goto('/inbox')
  await page.getByRole('list', { name: 'Decisions' }).getByRole('link', { name: item }).first().click()
  const shown = page.getByRole('article')
  await shown.getByRole('button', { name: button, exact: true }).click()
  if (comment !== undefined) await shown.getByRole('textbox', { name: 'Comment' }).fill(comment)
  await shown.getByRole('button', { name: button, exact: true }).click()
}

/** No page of a demo app may be hard to use: axe finds nothing, nothing is cut off at the side. */
export async function expectFine(page: Page): Promise<void> {
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
}
