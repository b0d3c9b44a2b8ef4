import { expect, it } from 'vitest'
import type { CountQuery } from '#engine/catalog/execution-host.ts'
import type { TaskHost } from '#engine/catalog/host.ts'
import { problemsOf } from '#engine/catalog/test-problems.ts'
import { renderText } from '#engine/flow/expressions/render.ts'
import run from './activity.ts'
import spec from './spec.ts'

it('execution.count keeps the flows for whose count the expression is true', async () => {
  const asked: CountQuery[] = []
  const host = {
    executions: {
      count: async (query: CountQuery) => {
        asked.push(query)
        return [0, 3, 5].map((count) => ({ namespace: 'n', flowId: `f${count}`, count }))
      },
    },
    render: async (template: string, variables: Record<string, unknown>) =>
      renderText(template, { variables, now: 0, random: () => 0 }),
  } as unknown as TaskHost
  const given = {
    namespaces: ['n'],
    states: ['FAILED'],
    startDate: '2026-01-01T00:00:00+01:00',
    endDate: '2026-02-01',
    expression: '{{ count >= 3 }}',
  }
  const result = await run(spec.properties.parse(given) as Parameters<typeof run>[0], host)
  expect(result).toEqual({
    state: 'SUCCESS',
    outputs: {
      results: [
        { namespace: 'n', flowId: 'f3', count: 3 },
        { namespace: 'n', flowId: 'f5', count: 5 },
      ],
      total: 8,
    },
  })
  expect(asked).toEqual([
    {
      namespaces: ['n'],
      states: ['FAILED'],
      from: new Date('2025-12-31T23:00:00Z'),
      to: new Date('2026-02-01T00:00:00Z'),
    },
  ])
})

it('execution.count says what is missing', () => {
  expect(problemsOf(`{id: t, type: execution.count, startDate: '2026-01-01', expression: x}`)).toEqual([
    expect.stringContaining('`flows` or `namespaces`'),
  ])
})
