import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { parseApp } from './parse-app.ts'
import { parseFlow } from './parse-flow.ts'

const head = 'id: order\ntype: app\nnamespace: company.team\ndisplayName: Order\n'
const one = `${head}flowId: order\n`

const parsed = (source: string) => {
  const { app, problems, notes } = parseApp(source, vocabulary)
  expect(problems).toEqual([])
  if (!app) throw new Error('No app')
  return { app, notes: notes.map(({ path, message }) => `${path}: ${message}`) }
}

const problemsOf = (source: string) =>
  parseApp(source, vocabulary).problems.map(({ code, path }) => `${code} ${path}`)

describe('the sources with problems', () => {
  const folder = new URL('../testdata/app-problems/', import.meta.url)

  it.each(readdirSync(folder))('%s', (name) => {
    const source = readFileSync(new URL(name, folder), 'utf8')
    const expected = [...source.matchAll(/^# problem: (.+)$/gm)].map((match) => match[1])
    const { app, problems } = parseApp(source, vocabulary)
    expect(app).toBeUndefined()
    expect(problems.map(({ code, path, line, column }) => `${code} ${path} ${line}:${column}`)).toEqual(
      expected,
    )
    for (const { message } of problems) expect(message).toMatch(/\S{3}/)
  })
})

describe('an app', () => {
  it('has defaults for what it does not say', () => {
    expect(parsed(one).app).toEqual({
      id: 'order',
      namespace: 'company.team',
      displayName: 'Order',
      flows: [{ flowId: 'order', namespace: 'company.team' }],
      prefix: 'ORD',
      tags: [],
      access: { type: 'PRIVATE', groups: [], catalog: true, guest: 'ANYONE' },
      disabled: false,
    })
  })

  it('may be public in one word, and keeps what it is given', () => {
    const { app, notes } = parsed(`${one}access: PUBLIC\nextend:\n  ee: true\n  tags: [A]\n`)
    expect(app.access).toEqual({ type: 'PUBLIC', groups: [], catalog: true, guest: 'ANYONE' })
    expect(app.extend).toEqual({ ee: true, tags: ['A'] })
    expect(notes).toEqual([])
  })

  it('asks guests for an address where the flow asks who the requester is', () => {
    const task = 'id: ok\n    type: approval\n    deciders: [{ group: team }]\n'
    const flowWith = (more: string) =>
      parseFlow(`id: order\nnamespace: company.team\ntasks:\n  - ${task}${more}`, vocabulary).flow
    const problemsWith = (access: string, more: string) => {
      const flow = flowWith(more)
      if (!flow) throw new Error(`No flow with ${more}`)
      const flows = new Map([['company.team/order', flow]])
      return parseApp(`${one}access: ${access}\n`, vocabulary, flows).problems.map(
        ({ code, path, line, message }) => `${code} ${path} ${line} ${message}`,
      )
    }
    const rules = '    rules: { notRequester: true }\n'
    expect(problemsWith('PUBLIC', rules.replace('true', 'false'))).toEqual([])
    // nobody decides on their own request unless the flow says so
    expect(problemsWith('PUBLIC', '')).toHaveLength(1)
    const boss =
      rules.replace('true', 'false') +
      '    matrix: { value: 5, rows: [{ deciders: [{ managerOf: "{{ requester.id }}" }] }] }\n'
    expect(problemsWith('PUBLIC', boss)).toEqual([
      expect.stringMatching(/asks the requester's manager in `ok`/),
    ])
    expect(problemsWith('PUBLIC', rules)).toEqual([
      expect.stringMatching(/^guest-unknown access 6 .*keeps the requester from deciding in `ok`/),
    ])
    expect(problemsWith('{ type: PUBLIC, guest: VERIFIED_EMAIL }', rules)).toEqual([])
    expect(problemsWith('PRIVATE', rules)).toEqual([])
  })

  it('has one flow, with its revision, or several, each with its own', () => {
    expect(parsed(`${one}flowRevision: 3\n`).app.flows).toEqual([
      { flowId: 'order', namespace: 'company.team', flowRevision: 3 },
    ])
    const several = `${head}flows:\n  - flowId: a\n  - {flowId: b, namespace: other, flowRevision: 2, displayName: {en: B}}\n`
    expect(parsed(several).app.flows).toEqual([
      { flowId: 'a', namespace: 'company.team' },
      { flowId: 'b', namespace: 'other', flowRevision: 2, displayName: { en: 'B' } },
    ])
    expect(problemsOf(head)).toEqual(['missing-property flowId'])
    expect(problemsOf(`${several}flowId: c\n`)).toEqual(['invalid-value flows'])
    expect(problemsOf(`${several}flowRevision: 2\nexecutionId: x\n`)).toEqual([
      'invalid-value flowRevision',
      'invalid-value executionId',
    ])
    expect(problemsOf(`${head}flows: [{flowId: a}, {flowId: a}]\n`)).toEqual(['duplicate-id flows[1]'])
  })

  it('is open from the beginning of its first day to the end of its last', () => {
    expect(
      parsed(`${one}expiration:\n  startDate: 2026-12-01\n  endDate: 2026-12-01\n`).app.expiration,
    ).toEqual({ startDate: '2026-12-01T00:00:00.000Z', endDate: '2026-12-02T00:00:00.000Z' })
    expect(parsed(`${one}expiration:\n  startDate: "2026-12-01T08:00:00+02:00"\n`).app.expiration).toEqual({
      startDate: '2026-12-01T06:00:00.000Z',
    })
    expect(problemsOf(`${one}expiration:\n  endDate: 2026-02-31\n`)).toEqual([
      'invalid-value expiration.endDate',
    ])
    expect(problemsOf(`${one}expiration:\n  startDate: 2026-12-02\n  endDate: 2026-12-01\n`)).toEqual([
      'invalid-value expiration.endDate',
    ])
  })

  it('tells of colours that are hard to read, and of texts that lack a language', () => {
    const { notes } = parsed(
      `${one.replace('displayName: Order', 'displayName: {en: Order}')}languages: [en, de]\ntheme: {accent: "#ffcc00", accentDark: "#4f46e5"}\n`,
    )
    expect(notes).toEqual([
      expect.stringContaining('displayName: There is no text in de here'),
      expect.stringMatching(/theme.accent: .* contrast of 1\.5 to 1/),
    ])
  })
})

describe('a layout', () => {
  it("reads Kestra's names, fills in defaults, and keeps templates", () => {
    const { app, notes } = parsed(`${one}layout:
  - on: OPEN
    blocks:
      - type: io.kestra.plugin.ee.apps.core.blocks.Markdown
        content: Hello {{ requester.name }}
      - type: io.kestra.plugin.ee.apps.execution.blocks.CreateExecutionForm
      - type: io.kestra.plugin.ee.apps.execution.blocks.CreateExecutionButton
        style: SUCCESS
  - on: SUCCESS
    for: requester
    blocks:
      - type: table
        if: "{{ outputs.find.size > 0 }}"
        data: "{{ outputs.find.rows }}"
`)
    expect(notes).toEqual([])
    expect(app.layout).toEqual([
      {
        on: 'OPEN',
        blocks: [
          { type: 'markdown', properties: { content: 'Hello {{ requester.name }}' } },
          { type: 'create-form', properties: {} },
          { type: 'create-button', properties: { text: 'Submit', style: 'SUCCESS', size: 'DEFAULT' } },
        ],
      },
      {
        on: 'SUCCESS',
        for: 'requester',
        blocks: [
          {
            type: 'table',
            if: '{{ outputs.find.size > 0 }}',
            properties: { value: '{{ outputs.find.rows }}' },
          },
        ],
      },
    ])
  })

  it('nests blocks in columns and tabs, down to a limit', () => {
    const { app } = parsed(`${one}layout:
  - on: CREATED
    blocks:
      - type: columns
        columns:
          - width: 2
            blocks: [{type: divider}]
          - blocks:
              - type: tabs
                tabs: [{label: {en: A, de: B}, blocks: [{type: loading}]}]
`)
    expect(app.layout?.[0]?.blocks[0]).toEqual({
      type: 'columns',
      properties: {},
      parts: [
        { width: 2, blocks: [{ type: 'divider', properties: {} }] },
        {
          width: 1,
          blocks: [
            {
              type: 'tabs',
              properties: {},
              parts: [{ label: { en: 'A', de: 'B' }, blocks: [{ type: 'loading', properties: {} }] }],
            },
          ],
        },
      ],
    })
    let deep = '{type: divider}'
    for (let i = 0; i < 5; i++) deep = `{type: columns, columns: [{blocks: [${deep}]}]}`
    expect(problemsOf(`${one}layout: [{on: OPEN, blocks: [${deep}]}]\n`)).toEqual([
      expect.stringMatching(/^too-deep /),
    ])
    const many = Array.from({ length: 201 }, () => '{type: divider}').join(', ')
    expect(problemsOf(`${one}layout: [{on: OPEN, blocks: [${many}]}]\n`)).toEqual([
      'too-large layout[0].blocks[200]',
    ])
  })
})

describe('names', () => {
  const { flow } = parseFlow(
    `id: order\nnamespace: company.team\ninputs:\n  - {id: amount, type: INT}\n  - {id: address, type: OBJECT, inputs: [{id: street, type: STRING}]}\ntasks:\n  - {id: find, type: log, message: x}\noutputs:\n  - {id: total, type: INT, value: 1}\n`,
    vocabulary,
  )
  const flows = new Map(flow ? [['company.team/order', flow]] : [])
  const look = (more: string) => {
    const { problems, notes } = parseApp(`${one}${more}`, vocabulary, flows)
    return [
      ...problems.map(({ code, path, message }) => `${code} ${path} ${message}`),
      ...notes.map(({ kind, path, message }) => `${kind} ${path} ${message}`),
    ]
  }

  it('that the flow has not are problems, with the nearest that it has', () => {
    expect(look('prefill: [amount, address.street, amont]\n')).toEqual([
      'unknown-input prefill[2] There is no input `amont`; did you mean "amount"?',
    ])
    expect(
      look(`layout:
  - on: SUCCESS
    blocks:
      - {type: inputs, filter: {exclude: [amount, nothing]}}
      - {type: outputs, filter: {include: [totl]}}
      - {type: logs, filter: {taskIds: [find, fund]}}
`),
    ).toEqual([
      'unknown-input layout[0].blocks[0].filter.exclude[1] There is no input `nothing`',
      'unknown-output layout[0].blocks[1].filter.include[0] There is no output `totl`; did you mean "total"?',
      'unknown-task layout[0].blocks[2].filter.taskIds[1] There is no task `fund`; did you mean "find"?',
      'warning layout There is no layout on `OPEN`: the form is shown as it is without one',
    ])
  })

  it('in texts are warnings', () => {
    expect(
      look(
        'layout: [{on: OPEN, blocks: [{type: create-form}, {type: markdown, content: "{{ inputs.amount }} {{ inputs.address.street }} {{ inputs.amunt }}"}]}]\n',
      ),
    ).toEqual(['warning layout[0].blocks[1].content The flow has no input `amunt`; did you mean "amount"?'])
  })

  it('are not looked up where a flow is not known', () => {
    expect(
      look('').concat(parseApp(`${one}prefill: [x]\n`, vocabulary, new Map()).problems.map(String)),
    ).toEqual([])
  })
})
