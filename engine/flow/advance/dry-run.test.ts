import { describe, expect, it } from 'vitest'
import { dryRun, type Known } from './dry-run.ts'
import { renderValue } from '../expressions/render.ts'
import type { Json, JsonObject } from '../flow.ts'
import { programOf } from './golden-run.ts'

const known = (outputs: JsonObject = {}): Known => ({
  outputs,
  render(source: Json, context: JsonObject) {
    try {
      return { value: renderValue(source, { variables: context, now: 0, random: () => 0.5 }) }
    } catch {
      return 'unknown'
    }
  },
})

const start = (inputs: JsonObject) => ({
  executionId: 'dry',
  generation: 1,
  inputs,
  labels: {},
  variables: {},
  at: 0,
})

const purchase = programOf(`
id: purchase
namespace: test
tasks:
  - { id: check, type: test.work }
  - id: large
    type: if
    condition: "{{ inputs.amount > 1000 }}"
    then: [{ id: director, type: approval, deciders: [{ user: ana }] }]
    else: [{ id: lead, type: approval, deciders: [{ user: ben }] }]
  - { id: audit, type: test.work, runIf: "{{ outputs.check.risky }}" }
  - { id: wait, type: sleep, duration: "PT{{ outputs.check.hours }}H" }
  - { id: order, type: test.work, text: "{{ outputs.check.id }}" }
`)

describe('dryRun', () => {
  it('follows conditions that are known', () => {
    const run = dryRun(purchase, start({ amount: 20 }), known({ check: { risky: false, hours: 2 } }))
    expect(run).toEqual({
      tasks: ['check', 'large', 'wait', 'order'].map((item) => ({ item, may: false })),
      stages: [
        { id: 'check', title: 'Check' },
        { id: 'large', title: 'Large' },
        { id: 'wait', title: 'Wait' },
        { id: 'order', title: 'Order' },
      ].map((item) => ({ item, may: false })),
      approvals: [{ item: 'lead', may: false }],
      truncated: false,
    })
  })

  it('takes all branches where a condition is unknown, marked', () => {
    const run = dryRun(purchase, start({}), known())
    expect(run.approvals).toEqual([
      { item: 'lead', may: true },
      { item: 'director', may: true },
    ])
    expect(run.tasks).toContainEqual({ item: 'audit', may: true })
    expect(run.tasks).toContainEqual({ item: 'order', may: false })
  })

  it('ends where a task fails, and tries no deadline', () => {
    const program = programOf(`
id: failing
namespace: test
timeout: PT1S
tasks:
  - { id: first, type: test.work, timeout: PT1S }
  - { id: boom, type: fail, condition: "{{ inputs.no }}", retry: { type: constant, interval: PT1S, maxAttempts: 2 } }
  - { id: after, type: test.work }
errors: [{ id: report, type: test.work }]
`)
    expect(dryRun(program, start({ no: true }), known()).tasks.map(({ item }) => item)).toEqual([
      'first',
      'boom',
    ])
    expect(dryRun(program, start({ no: false }), known()).tasks.map(({ item }) => item)).toEqual([
      'first',
      'boom',
      'after',
    ])
  })

  it('walks 64 ways at most, and says so', () => {
    const tasks = Array.from(
      { length: 12 },
      (_, index) => `  - { id: t${index}, type: test.work, runIf: "{{ inputs.x }}" }`,
    )
    const program = programOf(['id: many', 'namespace: test', 'tasks:', ...tasks].join('\n'))
    const run = dryRun(program, start({}), known())
    expect(run.truncated).toBe(true)
    expect(run.tasks.every(({ may }) => may)).toBe(true)
  })

  it('ends on a task that is tried again for ever', () => {
    const program = programOf(`
id: forever
namespace: test
tasks: [{ id: boom, type: fail, retry: { type: constant, interval: PT1S } }]
`)
    expect(dryRun(program, start({}), known())).toMatchObject({ truncated: true, tasks: [{ item: 'boom' }] })
  })
})
