import type { Locator, Page } from '@playwright/test'
import { openAlive } from './steps.ts'
import { call, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from './story.ts'

const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='

/** Opens what an author gives an app's picture by. */
async function pictureOf(author: Page, appId: string): Promise<Locator> {
  await openAlive(author, `/studio/apps/${appId}`)
  await author.getByRole('button', { name: 'More', exact: true }).click()
  await author.getByRole('menuitem', { name: 'Picture' }).click()
  return author.getByRole('dialog', { name: 'Picture' })
}

test('apps stand by their tags with their pictures, favourites before them, and what is searched for in one list', async ({
  as,
  refused,
}) => {
  refused(/\/thumbnail/)
  const { results } = await call<{ results: { id: string; displayName: string }[] }>(
    'lee',
    'GET /apps/catalog',
  )
  const { id } = results.find(({ displayName }) => displayName === 'Report an incident') ?? { id: '' }
  const author = await as('admin')
  const painting = await pictureOf(author, id)
  const file = painting.locator('input[type=file]')
  await file.setInputFiles({ name: 'dot.png', mimeType: 'image/png', buffer: Buffer.from('no picture') })
  await expect(painting.getByRole('alert')).toContainText('A picture is an SVG, PNG, JPEG, WebP or GIF file')
  await expectAccessible(author)
  await file.setInputFiles({ name: 'dot.png', mimeType: 'image/png', buffer: Buffer.from(dot, 'base64') })
  await expect(painting).toHaveCount(0)
  const lee = await as('lee')
  await lee.goto('/')
  const group = (name: string) => lee.getByRole('region', { name, exact: true })
  const card = (name: string) => group(name).getByRole('listitem').filter({ hasText: 'Report an incident' })
  await expect(group('People').getByRole('link', { name: 'Holiday request' })).toBeVisible()
  await expect(group('Favourites')).toHaveCount(0)
  const picture = card('IT').locator('img')
  await expect(picture).toHaveJSProperty('naturalWidth', 1)

  const star = lee.getByRole('button', { name: 'Report an incident is a favourite' })
  await star.focus()
  await lee.keyboard.press('Enter')
  await expect(card('Favourites')).toBeVisible()
  await expect(card('IT')).toHaveCount(0)
  await expect(star).toBeFocused()
  await expect(star).toHaveAttribute('aria-pressed', 'true')
  await expectAccessible(lee)
  await lee.setViewportSize(phone.viewport ?? { width: 390, height: 844 })
  await expectNoSidewaysScroll(lee)

  await lee.getByRole('textbox', { name: 'Search apps' }).fill('request')
  await expect(group('Favourites')).toHaveCount(0)
  await expect(group('Apps').getByRole('link', { name: 'Holiday request' })).toBeVisible()
  await lee.getByRole('textbox', { name: 'Search apps' }).fill('')
  await star.press('Enter')
  await expect(group('Favourites')).toHaveCount(0)
  const kept = await pictureOf(author, id)
  await expect(kept.getByRole('img', { name: 'The present picture' })).toHaveJSProperty('naturalWidth', 1)
  await kept.getByRole('button', { name: 'Remove' }).click()
  await expect(kept).toHaveCount(0)
  await lee.reload()
  await expect(card('IT')).toBeVisible()
  await expect(picture).toHaveCount(0)
})
