import { describe, expect, it } from 'vitest'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import spec from './spec.ts'

const parse = (given: Record<string, unknown>) => spec.properties.safeParse({ script: 'print(1)', ...given })

describe('script.python', () => {
  it('has no network unless it is asked for', () => {
    expect(parse({})).toMatchObject({ success: true, data: { network: false } })
  })

  it('takes numbers as texts of its environment', () => {
    expect(parse({ env: { N: 1 } })).toMatchObject({ success: true, data: { env: { N: '1' } } })
  })

  it.each([{ script: '' }, { inputFiles: ['a'] }, { outputFiles: 'a' }, { network: 'perhaps' }])(
    'does not take %o',
    (given) => {
      expect(parse(given).success).toBe(false)
    },
  )

  it('is found by the name that Kestra gives it', () => {
    expect(vocabulary.tasks.get('io.kestra.plugin.scripts.python.Script')).toBe(spec)
  })
})
