import { describe, expect, test } from 'vitest'
import type { ReadStep } from '../flow.ts'
import { checkTemplates } from './check.ts'
import { filters as filterTable } from './filters/table.ts'
import { functions as functionTable } from './functions/table.ts'
import { classify } from './local.ts'
import { readsOf } from './reads.ts'
import { tests as testTable } from './test-table.ts'
import { filters, functions, tests } from './words.ts'

describe('reads', () => {
  const before = { iteration: 'before' as const }
  const scope = [['parents'], ['taskrun'], ['task']]
  const cases: [template: string, names: ReadStep[][]][] = [
    ['no template', []],
    [
      '{{ inputs.name }} {{ inputs["x-y"].z }}',
      [
        ['inputs', 'name'],
        ['inputs', 'x-y', 'z'],
      ],
    ],
    ['{{ outputs.list[0].value }}', [['outputs', 'list']]],
    [
      '{{ outputs[inputs.key].value ?? vars.d }}',
      [
        ['outputs', { at: ['inputs', 'key'] }, 'value'],
        ['inputs', 'key'],
        ['vars', 'd'],
      ],
    ],
    [
      '{{ outputs.t[parents[0].taskrun.value][taskrun.value].x }}',
      [
        ['outputs', 't', { at: ['parents', '0', 'taskrun', 'value'] }, { at: ['taskrun', 'value'] }, 'x'],
        ['parents'],
        ['taskrun', 'value'],
      ],
    ],
    ['{{ outputs.t[a ~ b].x }}', [['outputs', 't'], ['a'], ['b']]],
    [
      '{% for v in vars.l %}{{ outputs.t[v].x }}{% endfor %}',
      [
        ['vars', 'l'],
        ['outputs', 't'],
      ],
    ],
    ['{{ inputs.a.b }} {{ inputs.a }}', [['inputs', 'a']]],
    [
      '{% for i in inputs.list %}{{ i.x }}{{ loop.index }}{{ taskrun.value }}{% endfor %}{{ i }}',
      [['inputs', 'list'], ['taskrun', 'value'], ['i']],
    ],
    ['{% set x = vars.y %}{{ x.z }}', [['vars', 'y']]],
    [
      '{% macro m(a) %}{{ a.b }}{{ flow.id }}{% endmacro %}{{ m(inputs.c) }}',
      [
        ['flow', 'id'],
        ['inputs', 'c'],
      ],
    ],
    [
      '{{ currentEachOutput(outputs.t) | default(secret(vars.k)) }}',
      [['outputs', 't', { each: true }], ['parents'], ['taskrun'], ['vars', 'k']],
    ],
    ['{{ loopOutputs(outputs.t.outputs, "x") }}', [['outputs', 't', 'outputs']]],
    ['{{ iterationOutput("t") }}', [['outputs', 't', before], ['iterations', before], ...scope]],
    [
      '{{ iterationOutput() }}',
      [['outputs', { at: ['task', 'id'] }, before], ['iterations', before], ...scope],
    ],
    [
      '{{ iterationOutput(outputs.t, iteration=2) }}',
      [['outputs', 't', { iteration: 2 }], ['iterations', { iteration: 2 }], ...scope],
    ],
    ['{{ iterationOutput("t", vars.n) }}', [['outputs', 't'], ['iterations'], ['vars', 'n'], ...scope]],
    ['{{ iterationOutput(vars.t) }}', [['outputs'], ['iterations', before], ['vars', 't'], ...scope]],
    ['{% if not (a is defined) %}{{ "#{b.c}" }}{% endif %}', [['a'], ['b', 'c']]],
  ]
  test.each(cases)('%s', (template, names) => {
    const reads = readsOf({ '{{ k }}': [template, 1, null] })
    expect(reads.whole).toBe(false)
    const texts = (paths: readonly ReadStep[][]) => new Set(paths.map((path) => JSON.stringify(path)))
    expect(texts(reads.names)).toEqual(texts([['k'], ...names]))
  })

  test.each(['{{ render(vars.x) }}', '{{ printContext() }}', 'a {% if 1 %}{{ renderOnce("y") }}{% endif %}'])(
    '%s may read all',
    (template) => {
      expect(readsOf(template).whole).toBe(true)
    },
  )
})

test('every template of a value is checked, with its path and place', () => {
  const problems = checkTemplates({
    fine: '{{ a | upper }}{% macro m() %}{% endmacro %}{{ m() }}',
    list: ['ok', '{{ a | uper }}\n{{ secrets("X") }}', { '{{ b': 1 }],
    test: '{{ a is emty }}',
  })
  expect(problems.map(({ path, line, column }) => [path.join('.'), line, column])).toEqual([
    ['list.1', 1, 8],
    ['list.1', 2, 4],
    ['list.2.{{ b', 1, 1],
    ['test', 1, 9],
  ])
  expect(problems.map(({ message }) => message)).toEqual([
    'Unknown filter `uper`: did you mean `upper`?',
    'Unknown function `secrets`: did you mean `secret`?',
    expect.stringContaining('not closed'),
    'Unknown test `emty`: did you mean `empty`?',
  ])
})

test('templates of the core are local, all others belong to the server', () => {
  const local = [
    'text',
    '{{ a == 1 and b is defined }}',
    '{% for x in l %}{{ x | upper | join(",") }}{% endfor %}',
  ]
  const server = [
    '{{ kv("x") }}',
    '{{ now() }}',
    '{{ a matches "b" }}',
    '{{ a | split(",") }}',
    '{{ a | jq(".") }}',
    '{{ a',
  ]
  expect(local.map(classify)).toEqual(local.map(() => 'local'))
  expect(server.map(classify)).toEqual(server.map(() => 'server'))
})

test('every word has a line for completion, and every line a word', () => {
  const names = (words: readonly { name: string }[]) => words.map(({ name }) => name).sort()
  expect(names(functions)).toEqual([...functionTable.keys()].sort())
  expect(names(filters)).toEqual([...filterTable.keys()].sort())
  expect(names(tests)).toEqual(['defined', ...Object.keys(testTable)].sort())
})
