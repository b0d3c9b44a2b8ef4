import { describe, expect, it } from 'vitest'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import spec from './spec.ts'

describe('script.shell', () => {
  it('needs a script and takes files as names', () => {
    expect(spec.properties.safeParse({}).success).toBe(false)
    expect(spec.properties.safeParse({ script: 'true', outputFiles: ['*.txt'] }).success).toBe(true)
    expect(spec.properties.safeParse({ script: 'true', outputFiles: [{ a: 1 }] }).success).toBe(false)
  })

  it('is found by the name that Kestra gives it', () => {
    expect(vocabulary.tasks.get('io.kestra.plugin.scripts.shell.Script')).toBe(spec)
  })
})
