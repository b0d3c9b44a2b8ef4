import { describe, expect, it } from 'vitest'
import type { TaskHost } from '#engine/catalog/host.ts'
import log from './activity.ts'
import spec from './spec.ts'

async function linesOf(given: Record<string, unknown>): Promise<string[]> {
  const lines: string[] = []
  const host: Pick<TaskHost, 'log'> = {
    log: async (level, message) => void lines.push(`${level} ${message}`),
  }
  const properties = spec.properties.parse(given) as Parameters<typeof log>[0]
  expect(await log(properties, host as TaskHost)).toEqual({ state: 'SUCCESS', outputs: {} })
  return lines
}

describe('log', () => {
  it('writes a line at INFO', async () => {
    expect(await linesOf({ message: 'a\nb' })).toEqual(['INFO a\nb'])
  })

  it('writes each line of a list at its level', async () => {
    expect(await linesOf({ message: ['a', 'b'], level: 'ERROR' })).toEqual(['ERROR a', 'ERROR b'])
  })

  it('takes no unknown level and needs a message', () => {
    expect(spec.properties.safeParse({ message: 'a', level: 'LOUD' }).success).toBe(false)
    expect(spec.properties.safeParse({}).success).toBe(false)
  })
})
