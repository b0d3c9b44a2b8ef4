import { expect, test } from 'vitest'
import { parseFlow } from '#engine/flow/parse/parse-flow.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { withReplacement } from './quick-fix.ts'

const source = `id: a
namespace: b
inputs:
  - { name: who, type: STRING } # the name
tasks:
  # an old task
  - id: log
    type: 'io.kestra.core.tasks.log.Log'
    message: hello
    retry: { type: constant, interval: PT1S, maxAttempt: 3 }
`

test('each old name gives way to the one of today, until none is left', () => {
  let text = source
  for (let notes = parseFlow(text, vocabulary).notes; notes[0]; notes = parseFlow(text, vocabulary).notes)
    text = withReplacement(text, notes[0])
  expect(text).toBe(
    source
      .replace('{ name:', '{ id:')
      .replace('io.kestra.core.tasks.log.Log', 'io.kestra.plugin.core.log.Log')
      .replace('maxAttempt:', 'maxAttempts:'),
  )
})

test('a text that changed meanwhile stays', () => {
  const note = {
    kind: 'info',
    message: '',
    path: '',
    line: 3,
    column: 5,
    replacement: { from: 'x', to: 'y' },
  } as const
  expect(withReplacement('a\nb', note)).toBe('a\nb')
})
