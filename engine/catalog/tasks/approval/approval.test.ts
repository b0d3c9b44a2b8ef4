import { describe, expect, it } from 'vitest'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { parseFlow } from '#engine/flow/parse/parse-flow.ts'
import control from './control.ts'
import spec from './spec.ts'

const parse = (properties: object) => spec.properties.safeParse({ deciders: [{ group: 'a' }], ...properties })

const parsed = (line: string) =>
  parseFlow(
    [
      'id: f',
      'namespace: n',
      'tasks:',
      '  - id: ok',
      '    type: approval',
      '    deciders: [{ group: a }]',
      `    ${line}`,
    ].join('\n'),
    vocabulary,
  )
const problemsOf = (line: string) => parsed(line).problems

describe('approval', () => {
  it('cancels on a denial, and treats the expiry as one, unless told otherwise', () => {
    expect(control.start({ at: 0, properties: {} })).toEqual({
      kind: 'approve',
      plan: {
        approved: { behavior: 'CONTINUE', branch: 'onApprove' },
        denied: { behavior: 'CANCEL', branch: 'onDeny' },
        expired: { behavior: 'CANCEL', branch: 'onDeny' },
      },
    })
    expect(control.start({ at: 0, properties: {}, branches: ['onWait'] }).plan.meanwhile).toBe('onWait')
    expect(control.start({ at: 0, properties: { denyBehavior: 'FAIL' } }).plan.expired.behavior).toBe('FAIL')
    expect(control.start({ at: 0, properties: { expireBehavior: 'WARN' } }).plan).toMatchObject({
      denied: { behavior: 'CANCEL' },
      expired: { behavior: 'WARN' },
    })
  })

  it.each([
    [{ quorum: 'any' }, true],
    [{ quorum: 'all' }, true],
    [{ quorum: 2 }, true],
    [{ quorum: '60%' }, true],
    [{ quorum: '33.3%' }, true],
    [{ quorum: '{{ inputs.n }}' }, true],
    [{ quorum: 0 }, false],
    [{ quorum: 1.5 }, false],
    [{ quorum: '0%' }, false],
    [{ quorum: '101%' }, false],
    [{ quorum: 'most' }, false],
    [{ user: 'ana' }, false],
  ])('judges a group with %j: %s', (parts, fits) => {
    expect(parse({ deciders: [{ group: 'a', ...parts }] }).success).toBe(fits)
  })

  it('needs deciders', () => {
    expect(parse({ deciders: [] }).success).toBe(false)
    expect(parse({ deciders: [{ quorum: 'any' }] }).success).toBe(false)
    expect(parse({ deciders: [{ users: ['ana', 'ben'], quorum: 2 }] }).success).toBe(true)
  })

  it('tells of rows that are never reached, and of categories that no row may be for', () => {
    const notesOf = (matrix: string) =>
      parseFlow(
        `id: f\nnamespace: n\ninputs: [{ id: kind, type: STRING }]\ntasks:\n  - id: ok\n    type: approval\n    matrix: ${matrix}\n`,
        vocabulary,
      ).notes.map(({ message }) => message)
    expect(
      notesOf('{ category: "{{ inputs.kind }}", rows: [{ category: it, deciders: [{ user: a }] }] }'),
    ).toEqual(['No row of `matrix` says who decides in categories that it does not name'])
    expect(
      notesOf('{ value: 5, rows: [{ deciders: [{ user: a }] }, { upTo: 5, deciders: [{ user: b }] }] }'),
    ).toEqual(['Row 2 is never reached: those before it take all that it is for'])
  })

  it('tells where a matrix asks what is neither a number nor a text, or may be empty', () => {
    const told = (inputs: string, matrix: string) => {
      const source = `id: f\nnamespace: n\ninputs: ${inputs}\ntasks:\n  - id: ok\n    type: approval\n    matrix: ${matrix}\n`
      const { problems, notes } = parseFlow(source, vocabulary)
      return [...problems, ...notes].map(({ message }) => message)
    }
    const kind = (more: string) => `[{ id: big, type: BOOL }, { id: kind, ${more}, values: [it] }]`
    const byKind = '{ category: "{{ inputs.kind }}", rows: [{ category: it, deciders: [{ user: a }] }] }'
    expect(told(kind('type: SELECT'), byKind)).toEqual([])
    expect(told(kind('type: MULTISELECT'), byKind)).toEqual([
      '`matrix.category` is one text, and `inputs.kind` is a list',
    ])
    const when = 'dependsOn: { inputs: [big], condition: "{{ inputs.big }}" }'
    expect(told(kind(`type: SELECT, ${when}`), byKind)).toEqual([
      'No row of `matrix` says who decides in categories that it does not name',
    ])
    const byCost = '{ value: "{{ inputs.cost }}", rows: [{ deciders: [{ user: a }] }] }'
    expect(told('[{ id: cost, type: MONEY }]', byCost)).toEqual([
      '`matrix.value` is a number, and `inputs.cost` is an amount with its currency: write `inputs.cost.amount`',
    ])
    expect(told('[{ id: cost, type: MONEY }]', byCost.replace('cost }}', 'cost.amount }}'))).toEqual([])
  })

  it('reads what was decided before, where it must be decided by somebody else', () => {
    expect(parsed('rules: { differsFrom: [legal] }').flow?.tasks[0]?.reads.names).toContainEqual([
      'outputs',
      'legal',
    ])
  })

  it('names a business calendar that there is, where that is known', () => {
    const source = `id: f\nnamespace: n\ntasks:\n  - id: ok\n    type: approval\n    deciders: [{ group: a }]\n    due:\n      in: P2D\n      calendar: busines\n`
    expect(parseFlow(source, vocabulary, { calendars: new Set(['business']) }).problems).toMatchObject([
      {
        code: 'unknown-calendar',
        path: 'tasks[0].due.calendar',
        line: 9,
        message: expect.stringContaining('business'),
      },
    ])
    expect(parseFlow(source, vocabulary).problems).toEqual([])
  })

  it.each([
    'remind: [often]',
    'matrix: { category: "{{ inputs.kind }}", rows: [{ category: "{{ vars.main }}", deciders: [{ user: ana }] }] }',
    'onDue: { after: P1D }',
    'onDue: { escalateTo: { group: a, user: b } }',
    'allow: [everything]',
    'due: { in: P2D, at: 2026-12-01 }',
    'due: { calendar: business }',
    'due: { at: tomorrow }',
    'due: { in: P2D, calendar: "{{ inputs.calendar }}" }',
  ])('refuses what this release does not carry: %s', (line) => {
    expect(problemsOf(line)).not.toEqual([])
  })

  it.each([
    'due: { in: P2D }',
    'due: { in: P2D, calendar: business }',
    'due: { at: 2026-12-01 }',
    'due: { at: "2026-12-01T14:00" }',
    'due: { at: "{{ inputs.day }}", calendar: business }',
    'rules: { commentRequired: ALWAYS }',
    'rules: { differsFrom: [legal] }',
    'decisions: { approve: { label: Yes please }, deny: { label: No } }',
    'decisions: { sendBack: { label: Needs changes } }',
    'decisions: { sendBack: { to: form } }',
    'rules: { oneOf: [controller, works-council] }',
    'inputs: [{ id: centre, type: STRING, defaults: "{{ outputs.check.centre }}" }]',
    'onWait: [{ id: tell, type: log, message: "{{ outputs.ok.url }}" }]',
    'matrix: { value: "{{ inputs.amount }}", rows: [{ upTo: 10, deciders: [{ user: ana }] }] }',
    'rerun: NEVER',
    'order: sequential',
    'remind: [50%, PT4H]',
    'onDue: { escalateTo: { managerOf: decider }, after: P1D, then: deny }',
    'onDue: { escalateTo: [{ group: leads }, { user: boss@test.example }] }',
    'allow: [reassign, addDecider]',
    'reassignScope: { group: a }',
    'autoApprove: "{{ inputs.amount < 50 }}"',
    'show: [inputs.amount, outputs.quote.total]',
  ])('takes %s', (line) => {
    expect(problemsOf(line)).toEqual([])
  })
})
