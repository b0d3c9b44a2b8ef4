import { describe, expect, test } from 'vitest'
import type { App, Block, Moment } from '#engine/flow/app.ts'
import { defaultBlocks, layoutFor, momentOf, withoutResume } from './layout-for.ts'

const block = (type: string): Block => ({ type, properties: {} })

function appWith(...layouts: (Moment | `${Moment} ${'requester' | 'decider' | 'viewer'}`)[]): App {
  return {
    id: 'x',
    namespace: 'y',
    flows: [{ flowId: 'z', namespace: 'y' }],
    displayName: 'X',
    tags: [],
    prefix: 'X',
    access: { type: 'PRIVATE', groups: [], catalog: true, guest: 'ANYONE' },
    disabled: false,
    layout: layouts.map((name) => {
      const [on, audience] = name.split(' ') as [Moment, 'decider' | undefined]
      return { on, for: audience, blocks: [block(name)] }
    }),
  }
}

const shown = (app: App, moment: Moment, audience: 'requester' | 'decider' | 'viewer' = 'requester') =>
  layoutFor(app, moment, audience)?.[0]?.type

test('an execution’s state is a moment; what goes on after a pause is a moment of its own', () => {
  expect(momentOf('QUEUED', false)).toBe('CREATED')
  expect(momentOf('RUNNING', false)).toBe('RUNNING')
  expect(momentOf('RUNNING', true)).toBe('RESUME')
  expect(momentOf('PAUSED', true)).toBe('PAUSE')
  expect(momentOf('WARNING', false)).toBe('SUCCESS')
  expect(momentOf('FAILED', true)).toBe('FAILURE')
  expect(momentOf('CANCELLED', false)).toBe('FALLBACK')
})

describe('a moment without a layout', () => {
  test('shows the thanks on, but not that it is being worked on', () => {
    const signup = appWith('OPEN', 'CREATED')
    for (const moment of ['CREATED', 'RUNNING', 'PAUSE', 'SUCCESS'] as const)
      expect(shown(signup, moment)).toBe('CREATED')
    expect(shown(signup, 'FAILURE')).toBeUndefined()
    const working = appWith('OPEN', 'RUNNING', 'FALLBACK')
    expect(shown(working, 'CREATED')).toBe('RUNNING')
    expect(shown(working, 'RESUME')).toBe('RUNNING')
    expect(shown(working, 'PAUSE')).toBe('FALLBACK')
    expect(shown(working, 'SUCCESS')).toBe('FALLBACK')
  })

  test('has the default page', () => {
    expect(shown(appWith('OPEN'), 'SUCCESS')).toBeUndefined()
    expect(defaultBlocks('OPEN', 'requester')).toEqual([block('create-form')])
    expect(defaultBlocks('PAUSE', 'requester')).toEqual([block('tracker')])
    expect(defaultBlocks('PAUSE', 'decider')).toEqual([
      block('inputs'),
      block('resume-form'),
      { ...block('resume-button'), properties: { text: '' } },
    ])
  })
})

test('a layout for some comes before that for everybody', () => {
  const app = appWith('PAUSE', 'PAUSE decider', 'SUCCESS viewer')
  expect(shown(app, 'PAUSE', 'decider')).toBe('PAUSE decider')
  expect(shown(app, 'PAUSE', 'requester')).toBe('PAUSE')
  expect(shown(app, 'SUCCESS', 'requester')).toBeUndefined()
})

describe('what goes on with a pause', () => {
  const layout = [
    block('inputs'),
    {
      ...block('columns'),
      parts: [{ blocks: [block('resume-form')] }, { blocks: [block('resume-button')] }],
    },
    block('cancel-button'),
  ]
  const types = (blocks: readonly Block[]): string[] =>
    blocks.flatMap(({ type, parts = [] }) => [type, ...parts.flatMap((part) => types(part.blocks))])

  test('is for who may do it; the others see how far it is, once', () => {
    expect(withoutResume(layout, { mayResume: true, asked: false })).toEqual(layout)
    expect(types(withoutResume(layout, { mayResume: false, asked: false }))).toEqual([
      'inputs',
      'columns',
      'tracker',
    ])
  })

  test('is the block of decisions where an approval waits', () => {
    expect(types(withoutResume(layout, { mayResume: true, asked: true }))).toContain('approvals')
    expect(types(withoutResume(layout, { mayResume: false, asked: true }))).toContain('tracker')
    const plain = [block('tracker'), block('cancel-button')]
    expect(withoutResume(plain, { mayResume: false, asked: false })).toEqual(plain)
  })
})
