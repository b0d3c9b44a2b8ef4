import type { Page } from '@playwright/test'
import { call, expect, expectAccessible, expectNoSidewaysScroll, phone, type Who } from './story.ts'

/** The two sizes that every app of the demo is played at. */
export const sizes = [
  ['on a desktop', {}],
  ['on a phone', phone],
] as const

/** From the start page to an app's form. @param button what sends it */
export async function openApp(page: Page, name: string, button = 'Submit request'): Promise<void> {
  await page.goto('/')
  await page.getByRole('link', { name, exact: true }).click()
  await expect(page.getByRole('button', { name: button, exact: true })).toBeVisible()
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
  { button, comment, choose }: { button: string; comment?: string; choose?: Record<string, string> },
): Promise<void> {
  await page.goto('/inbox')
  await page.getByRole('list', { name: 'Decisions' }).getByRole('link', { name: item }).first().click()
  const shown = page.getByRole('article')
  await shown.getByRole('button', { name: button, exact: true }).click()
  for (const [label, option] of Object.entries(choose ?? {}))
    await shown.getByLabel(label).selectOption(option)
  if (comment !== undefined) await shown.getByRole('textbox', { name: 'Comment' }).fill(comment)
  await shown.getByRole('button', { name: button, exact: true }).click()
}

/** No page of a demo app may be hard to use: axe finds nothing, nothing is cut off at the side. */
export async function expectFine(page: Page): Promise<void> {
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
}

/** A small invoice as a PDF; what stands in it nobody reads. */
export const invoiceFile = {
  name: 'invoice.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
}

/** An electronic one that says what is to be paid. */
export const electronicInvoice = (amount: string) => ({
  name: 'invoice.xml',
  mimeType: 'application/xml',
  buffer: Buffer.from(
    `<?xml version="1.0"?><Invoice xmlns:cbc="urn:c"><cbc:PayableAmount currencyID="EUR">${amount}</cbc:PayableAmount></Invoice>`,
  ),
})
