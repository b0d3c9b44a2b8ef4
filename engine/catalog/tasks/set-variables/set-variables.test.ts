import { describe, expect, it } from 'vitest'
import type { TaskHost } from '#engine/catalog/host.ts'
import run from './activity.ts'
import spec from './spec.ts'

// This type asks nothing of its host.
const host = {} as TaskHost

async function resultOf(given: Record<string, unknown>) {
  return run(spec.properties.parse(given) as Parameters<typeof run>[0], host)
}

describe('set-variables', () => {
  it('hands its variables on and may replace what is there', async () => {
    expect(await resultOf({ variables: { a: [1] } })).toEqual({
      state: 'SUCCESS',
      outputs: {},
      variables: { a: [1] },
      keepVariables: false,
    })
  })

  it('asks for what is there to be kept', async () => {
    expect(await resultOf({ variables: { a: 1 }, overwrite: false })).toMatchObject({ keepVariables: true })
  })

  it('takes only yes or no as overwrite', () => {
    expect(spec.properties.safeParse({ variables: {}, overwrite: 'perhaps' }).success).toBe(false)
  })
})
