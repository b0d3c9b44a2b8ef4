import type { Page } from '@playwright/test'
import { expect, product, test } from './story.ts'

/** Tab until what has the focus is called so. @throws where it does not come within two hundred steps */
async function tabTo(page: Page, name: string | RegExp, key = 'Tab'): Promise<void> {
  const isThere = async () => {
    const called = await page.evaluate(() => {
      const at = document.activeElement
      const label =
        at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement || at instanceof HTMLSelectElement
      const texts = label ? [...(at.labels ?? [])].map(({ textContent }) => textContent) : []
      return [at?.getAttribute('aria-label'), ...texts, at?.textContent].filter(Boolean).join(' ').trim()
    })
    return typeof name === 'string' ? called.includes(name) : name.test(called)
  }
  for (let step = 0; step < 200; step++) {
    if (await isThere()) return
    await page.keyboard.press(key)
  }
  throw new Error(`The focus never comes to ${String(name)}`)
}

test('a request from the sign-in to the tracker by the keyboard alone', async ({ visitor }) => {
  const page = await visitor()
  await page.goto('/sign-in')
  await expect(page.getByLabel('Email')).toBeVisible()
  await tabTo(page, 'Email')
  await page.keyboard.type(product.email('nora'))
  await tabTo(page, 'Password')
  await page.keyboard.type(product.password('nora'))
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname === '/')

  await expect(page.getByRole('link', { name: 'Report an incident', exact: true })).toBeVisible()
  await tabTo(page, /^Report an incident$/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Submit request' })).toBeVisible()

  await tabTo(page, 'What does not work?')
  await page.keyboard.type('The printer of the second floor')
  await tabTo(page, 'What is it about?')
  await page.keyboard.type('Something')
  await tabTo(page, 'Some people are held up')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: 'It can wait' })).toBeChecked()
  await tabTo(page, 'What do you see?')
  await page.keyboard.type('It says: paper, and there is paper.')
  await tabTo(page, /^Submit request$/)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/requests\/[^/?]+\?new=1/)
  await expect(page.getByText(/It is INC-\d+\./)).toBeVisible()
  await expect(page.getByText('With Ida Sørensen or Lee Park (IT)')).toBeVisible()
  await expect(page.getByText('It can wait')).toBeVisible()

  // and back out of it: the request is taken back, so that nobody is kept waiting by a story
  await tabTo(page, /^Withdraw/)
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  await tabTo(page, /^Withdraw/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'Withdrawn' })).toBeVisible()
})
