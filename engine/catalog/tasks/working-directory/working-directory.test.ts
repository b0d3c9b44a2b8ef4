import { describe, expect, it } from 'vitest'
import { parseFlow } from '#engine/flow/parse/parse-flow.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import spec from './spec.ts'

const parse = (lines: string) =>
  parseFlow(
    `id: x\nnamespace: y\ntasks:\n  - id: wd\n    type: working-directory\n    tasks: [{ id: a, type: return }]\n${lines}`,
    vocabulary,
  )

describe('working-directory', () => {
  it('is found by the names that Kestra gives and gave it', () => {
    for (const name of spec.aliases) expect(vocabulary.tasks.get(name)).toBe(spec)
  })

  it('has its own errors and finally, which may be flow control', () => {
    const { flow, problems } = parse(
      '    errors: [{ id: e, type: sequential, tasks: [{ id: f, type: return }] }]\n    finally: [{ id: g, type: return }]\n',
    )
    expect(problems).toEqual([])
    expect(flow?.tasks[0]).toMatchObject({ mode: 'activity', branches: { tasks: [{ id: 'a' }] } })
  })

  it.each([
    '    cache: { ttl: PT1H }\n',
    '    cache: { patterns: [] }\n',
    '    cache: { patterns: ["*"], ttl: soon }\n',
    '    cache: { patterns: ["*"], size: 1 }\n',
    '    inputFiles: [a]\n',
    '    outputFiles: a\n',
  ])('does not take %j', (lines) => {
    expect(parse(lines).problems.map(({ path }) => path.split('.')[0])).toContain('tasks[0]')
  })

  it.each([
    '    inputFiles: { a.txt: 1, b.json: { c: [1] }, d: null }\n',
    '    inputFiles: "{{ outputs.a.uri }}"\n',
    '    cache: { patterns: ["*"], ttl: "{{ vars.ttl }}" }\n',
    '    namespaceFiles: { enabled: false }\n',
  ])('takes %j', (lines) => {
    expect(parse(lines).problems).toEqual([])
  })
})
