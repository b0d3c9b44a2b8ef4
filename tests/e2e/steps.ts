import { expect, type Page } from '@playwright/test'
import { until } from '../harness/until.ts'
import { call, type Who } from './story.ts'

/** A picture of one dot, as small as a real quote may be. */
export const quote = {
  name: 'quote.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  ),
}

/** Opens a page and waits until it answers to keys and typing: then it opens its stream. */
export async function openAlive(page: Page, path: string): Promise<void> {
  const alive = page.waitForRequest(/\/api\/stream/)
  await page.goto(path)
  await alive
}

interface Purchase {
  item: string
  amount: string
  supplier?: string
}

/** From the start page to the filled form of a purchase; nothing is sent. */
export async function fillPurchase(page: Page, { item, amount, supplier = 'Nordwind GmbH' }: Purchase) {
  await page.goto('/')
  await page.getByRole('link', { name: 'Purchase request', exact: true }).click()
  await page.getByLabel('What do you need?').fill(item)
  await page.getByRole('textbox', { name: 'Supplier', exact: true }).fill(supplier)
  await page.getByRole('textbox', { name: 'Cost', exact: true }).fill(amount)
  await page.getByLabel('Cost centre').selectOption('Operations')
  await page.getByLabel('Why do you need it?').fill('The present one is broken and cannot be mended.')
}

/** Sends the form and waits for the tracker. @param button what sends it @returns the request's number */
export async function submitForm(page: Page, button = 'Submit request'): Promise<string> {
  await page.getByRole('button', { name: button, exact: true }).click()
  await page.waitForURL(/\/requests\/[^/?]+\?new=1/)
  const received = page.getByText(/We have your request\. It is [A-Z][A-Z\d]*-\d+\./)
  await expect(received).toBeVisible()
  return /[A-Z][A-Z\d]*-\d+/.exec((await received.textContent()) ?? '')?.[0] ?? ''
}

interface AppCard {
  id: string
  displayName: string
}

interface Submitted {
  requestId: string
  executionId: string
  number: string
}

/** The same without a browser, where the form is not what the story is about. */
export async function submit(who: Who, appName: string, values: Record<string, unknown>): Promise<Submitted> {
  const { results } = await call<{ results: AppCard[] }>(
    who,
    `GET /apps/catalog?size=100&q=${encodeURIComponent(appName)}`,
  )
  const app = results.find(({ displayName }) => displayName === appName)
  return call<Submitted>(who, `POST /apps/view/${app?.id}/requests`, { values })
}

export function submitPurchase(
  who: Who,
  { item, amount, supplier = 'Nordwind GmbH' }: Purchase,
): Promise<Submitted> {
  return submit(who, 'Purchase request', {
    item,
    supplier,
    cost: { amount: Number(amount), currency: 'EUR' },
    costCentre: '4300',
    reason: 'The present one is broken and cannot be mended.',
  })
}

interface Approval {
  id: string
  version: number
  seenHash: string
}

/** How many approvals wait for a person. */
export async function inboxCount(who: Who): Promise<number> {
  return (await call<{ mine: number }>(who, 'GET /approvals/count')).mine
}

/** Waits until the person is asked about the execution. @returns the approval's id */
export async function asked(who: Who, executionId: string): Promise<string> {
  const { id } = await until(async () => {
    const { results } = await call<{ results: Approval[] }>(who, 'GET /approvals?box=mine&size=100')
    return results.find((approval) => approval.id.startsWith(executionId))
  }, `${who} is asked`)
  return id
}

/** Decides without a browser, where the decision is not what the story is about. */
export async function decide(
  who: Who,
  executionId: string,
  decision: { vote: 'APPROVE' | 'DENY'; comment?: string },
) {
  const id = encodeURIComponent(await asked(who, executionId))
  const { version, seenHash } = await call<Approval>(who, `GET /approvals/${id}`)
  const decisionId = crypto.randomUUID()
  await call(who, `POST /approvals/${id}/decisions`, { ...decision, decisionId, version, seenHash })
}

/** Waits for the outcome of a request. */
export async function closed(who: Who, requestId: string, outcome: string): Promise<void> {
  await until(
    async () => (await call<{ outcome: string }>(who, `GET /requests/${requestId}`)).outcome === outcome,
    `the request is ${outcome}`,
  )
}
