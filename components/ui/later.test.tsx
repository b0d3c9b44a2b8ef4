import { prerender } from 'react-dom/static'
import { expect, test } from 'vitest'
import { later } from './later.tsx'

/** What the server sends. */
async function sent(Component: ReturnType<typeof later>): Promise<string> {
  const { prelude } = await prerender(<Component />)
  return new Response(prelude).text()
}

test('the server sends the same whether it has loaded the code before or not', async () => {
  const Late = later(() => Promise.resolve({ default: () => <p>Here</p> }))
  const first = await sent(Late)
  expect(first).toContain('<p>Here</p>')
  expect(await sent(Late)).toBe(first)
})
