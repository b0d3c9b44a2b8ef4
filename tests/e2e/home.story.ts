import {
  basicOf,
  call,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  phone,
  product,
  test,
} from './story.ts'

const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='

/** Gives an app a picture, as the studio does. */
async function paint(appId: string): Promise<void> {
  const body = new FormData()
  body.set('fileUpload', new File([Buffer.from(dot, 'base64')], 'dot.png', { type: 'image/png' }))
  const answer = await fetch(`${product.url}/api/v1/apps/${appId}/thumbnail`, {
    method: 'PUT',
    headers: { authorization: basicOf('admin') },
    body,
  })
  expect(answer.ok, await answer.text()).toBe(true)
}

test('apps stand by their tags with their pictures, favourites before them, and what is searched for in one list', async ({
  as,
}) => {
  const { results } = await call<{ results: { id: string; displayName: string }[] }>(
    'lee',
    'GET /apps/catalog',
  )
  const { id } = results.find(({ displayName }) => displayName === 'Report an incident') ?? { id: '' }
  await paint(id)
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
  await call('admin', `DELETE /apps/${id}/thumbnail`)
})
