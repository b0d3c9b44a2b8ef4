import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { dynamic } from '../dynamic.ts'
import type { FieldSpec, TaskSpec } from '../spec.ts'
import { vocabularyOf } from '../vocabulary.ts'
import { locate } from './locate.ts'
import { parseFlow } from './parse-flow.ts'

const word = { title: 'x', description: 'x', icon: 'box' }
const log: TaskSpec = {
  ...word,
  type: 'log',
  aliases: ['io.kestra.plugin.core.log.Log'],
  mode: 'inline',
  properties: z.object({
    message: z.union([z.string(), z.array(z.string())]).describe('What is written.'),
    level: dynamic(z.enum(['INFO', 'WARN']))
      .describe('How severe.')
      .default('INFO'),
    count: dynamic(z.int()).describe('How often.').optional(),
    auth: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('a'), user: z.string() }),
        z.strictObject({ kind: z.literal('b'), token: z.string() }),
      ])
      .describe('One of two.')
      .optional(),
    extra: z.object({ colour: z.string() }).describe('Nested.').optional(),
  }),
  branches: [],
  propertyAliases: { msg: 'message' },
  outputs: z.object({}),
}
const group: TaskSpec = {
  ...word,
  type: 'group',
  aliases: [],
  mode: 'control',
  properties: z.object({ tasks: z.array(z.unknown()).min(1).describe('Children.') }),
  branches: ['tasks', 'otherwise'],
  propertyAliases: {},
  outputs: z.object({}),
}
const number: FieldSpec = {
  ...word,
  type: 'INT',
  aliases: ['INTEGER'],
  value: 'integer',
  options: z.object({ min: z.int().describe('Least.').optional() }),
}
const vocabulary = vocabularyOf({
  tasks: [log, group],
  fields: [number],
  triggers: [],
  conditions: [],
  blocks: [],
  charts: [],
  checks: {},
})

const head = 'id: a\nnamespace: company.it\n'
const oneTask = 'tasks:\n  - id: hello\n    type: log\n    message: Hi\n'
const problemsOf = (source: string) =>
  parseFlow(source, vocabulary).problems.map(
    ({ code, path, line, column }) => `${code} ${path} ${line}:${column}`,
  )

describe('a good flow', () => {
  it('is compiled: types canonical, aliases resolved, defaults filled in, no undefined inside JSON', () => {
    const { flow, problems } = parseFlow(
      `${head}labels: {team: it}\ninputs:\n  - {name: n, type: INTEGER}\ntasks:
  - id: outer
    type: group
    tasks:
      - id: hello
        type: io.kestra.plugin.core.log.Log
        msg: Hi
        retry: {type: constant, interval: PT1S, maxAttempt: 3}
    errors:
      - {id: bad, type: log, message: Oh}
`,
      vocabulary,
    )
    expect(problems).toEqual([])
    expect(flow).toMatchObject({
      id: 'a',
      labels: { team: 'it' },
      disabled: false,
      inputs: [{ id: 'n', type: 'INT', required: true, options: {} }],
      tasks: [
        {
          id: 'outer',
          mode: 'control',
          properties: {},
          branches: {
            tasks: [
              {
                type: 'log',
                properties: { message: 'Hi', level: 'INFO' },
                retry: { type: 'constant', interval: 'PT1S', maxAttempts: 3, warningOnRetry: false },
              },
            ],
            otherwise: [],
          },
          errors: [{ id: 'bad' }],
          finally: [],
        },
      ],
    })
  })

  it('may use anchors, aliases and merge keys', () => {
    const { flow, problems } = parseFlow(
      `${head}variables:\n  base: &base {level: WARN}\ntasks:\n  - <<: *base\n    id: x\n    type: log\n    message: Hi\n`,
      vocabulary,
    )
    expect(problems).toEqual([])
    expect(flow?.tasks[0]?.properties).toEqual({ message: 'Hi', level: 'WARN' })
  })
})

describe('problems', () => {
  it.each([
    ['no text at all', '', ['empty  1:1']],
    ['a list', '- a\n', ['wrong-type  1:1']],
    ['broken YAML', `${head}tasks: [\n`, ['yaml  4:1']],
    ['no tasks', head, ['missing-property tasks 1:1']],
    ['an unknown type', `${head}tasks:\n  - id: x\n    type: lag\n`, ['unknown-type tasks[0].type 5:11']],
    ['an unknown flow key', `${head}${oneTask}owned: x\n`, ['unknown-property owned 7:1']],
    ['a key that there is no use for', `${head}${oneTask}tenantId: x\n`, ['not-supported tenantId 7:1']],
    ['an unknown property', `${head}${oneTask}    mesage: x\n`, ['unknown-property tasks[0].mesage 7:5']],
    [
      'a key of another alternative',
      `${head}${oneTask}    auth: {kind: a, user: x, token: y}\n`,
      ['unknown-property tasks[0].auth.token 7:30'],
    ],
    [
      'a nested unknown property',
      `${head}${oneTask}    extra: {colour: red, color: x}\n`,
      ['unknown-property tasks[0].extra.color 7:26'],
    ],
    [
      'a missing property',
      `${head}tasks:\n  - id: x\n    type: log\n`,
      ['missing-property tasks[0].message 4:5'],
    ],
    ['a wrong property type', `${head}${oneTask}    count: many\n`, ['wrong-type tasks[0].count 7:12']],
    [
      'a value that is none of the list',
      `${head}${oneTask}    level: LOUD\n`,
      ['wrong-type tasks[0].level 7:12'],
    ],
    [
      'a key given twice',
      `${head}variables:\n  tf: 1\n  tf: 2\n${oneTask}`,
      ['duplicate-key variables.tf 5:3'],
    ],
    ['one property by two names', `${head}${oneTask}    msg: x\n`, ['duplicate-key tasks[0].msg 7:5']],
    [
      'an id used twice, at any depth',
      `${head}${oneTask}  - id: g\n    type: group\n    tasks: [{id: hello, type: log, message: x}]\n`,
      ['duplicate-id tasks[1].tasks[0].id 9:18'],
    ],
    [
      'an empty branch',
      `${head}tasks:\n  - {id: g, type: group, tasks: []}\n`,
      ['missing-property tasks[0].tasks 4:26'],
    ],
    ['a reserved label', `${head}labels: {system.x: 1}\n${oneTask}`, ['reserved-label labels.system.x 3:10']],
    ['a bad duration', `${head}timeout: 5 minutes\n${oneTask}`, ['invalid-value timeout 3:10']],
    [
      'a retry that never ends in time',
      `${head}${oneTask}    retry: {type: constant, interval: PT9S, maxDuration: PT1S}\n`,
      ['invalid-value tasks[0].retry.interval 7:39'],
    ],
    [
      'a stage with an unknown task',
      `${head}${oneTask}stages: [{id: s, title: S, tasks: [helo]}]\n`,
      ['unknown-task stages[0].tasks[0] 7:36'],
    ],
    [
      'a trigger that nobody knows',
      `${head}${oneTask}triggers: [{id: t, type: schedule}]\n`,
      ['unknown-type triggers[0].type 7:26'],
    ],
    [
      'an unknown input in dependsOn',
      `${head}inputs: [{id: n, type: INT, dependsOn: {inputs: [m]}}]\n${oneTask}`,
      ['unknown-input inputs[0].dependsOn.inputs[0] 3:50'],
    ],
    [
      'inputs that wait for each other',
      `${head}inputs:\n  - {id: a, type: INT, dependsOn: {inputs: [b]}}\n  - {id: b, type: INT, dependsOn: {inputs: [a]}}\n${oneTask}`,
      ['cycle inputs[0].dependsOn 4:10'],
    ],
    [
      'an input twice',
      `${head}inputs: [{id: a, type: INT}, {id: a, type: INT}]\n${oneTask}`,
      ['duplicate-id inputs[1].id 3:35'],
    ],
    [
      'an integer that loses digits',
      `${head}variables: {n: 12345678901234567890}\n${oneTask}`,
      ['number variables.n 3:16'],
    ],
    ['an alias to nowhere', `${head}variables: {n: *nowhere}\n${oneTask}`, ['alias variables.n 3:16']],
    ['a tag that nobody knows', `${head}variables: {n: !secret x}\n${oneTask}`, ['unknown-tag  3:16']],
  ])('%s', (_, source, expected) => {
    expect(problemsOf(source)).toEqual(expected)
  })

  it('come all at once, in the order of the source', () => {
    const source =
      'id: "bad id"\nnamespace: company.it\nx: 1\ntasks:\n  - id: a\n    type: nope\n  - id: a\n    type: log\n'
    expect(problemsOf(source)).toEqual([
      'invalid-value id 1:5',
      'unknown-property x 3:1',
      'unknown-type tasks[0].type 6:11',
      'missing-property tasks[1].message 7:5',
      'duplicate-id tasks[1].id 7:9',
    ])
  })

  it('name the near miss', () => {
    const [problem] = parseFlow(`${head}tasks:\n  - {id: x, type: lgo}\n`, vocabulary).problems
    expect(problem?.message).toBe('Invalid type: lgo; did you mean "log"?')
  })
})

describe('locate', () => {
  it('finds a key, a list entry, and the nearest ancestor of what is not there', () => {
    expect(locate(head + oneTask, 'tasks[0].message')).toEqual({ line: 6, column: 5 })
    expect(locate(head + oneTask, 'tasks[0]')).toEqual({ line: 4, column: 5 })
    expect(locate(head + oneTask, 'tasks[0].nothing')).toEqual({ line: 4, column: 5 })
    expect(locate('a: [', 'a')).toBeUndefined()
  })
})
