import { expect, it } from 'vitest'
import type { TaskHost } from '#engine/catalog/host.ts'
import run from './activity.ts'
import spec from './spec.ts'

it('unset-variables tells the interpreter which to remove', async () => {
  const properties = spec.properties.parse({ variables: ['a', 'b'] }) as Parameters<typeof run>[0]
  expect(await run(properties, {} as TaskHost)).toEqual({
    state: 'SUCCESS',
    outputs: {},
    unset: { names: ['a', 'b'], ignoreMissing: false },
  })
})
