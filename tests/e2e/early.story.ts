import { expect, test } from './story.ts'

test('what is typed before the page has come to life is not lost', async ({ as }) => {
  const nora = await as('nora')
  await nora.goto('/')
  const address = await nora.getByRole('link', { name: 'Purchase request' }).first().getAttribute('href')
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  await nora.route('**/_next/static/**/*.js', async (route) => {
    await held
    await route.continue()
  })
  await nora.goto(address ?? '', { waitUntil: 'commit' })
  const item = nora.getByLabel('What do you need?')
  const cost = nora.getByRole('textbox', { name: 'Cost', exact: true })
  await item.fill('Standing desk')
  await cost.fill('800')
  await nora.getByLabel('Cost centre').selectOption({ label: 'Operations' })
  await expect(nora.getByLabel('Quote of the supplier')).toHaveCount(0)
  release()

  await expect(nora.getByLabel('Quote of the supplier')).toBeAttached()
  await nora.getByRole('textbox', { name: 'Supplier', exact: true }).fill('Nordwind GmbH')
  await expect(item).toHaveValue('Standing desk')
  await expect(cost).toHaveValue('800')
  await expect(nora.getByLabel('Cost centre').locator('option:checked')).toHaveText('Operations')
})
