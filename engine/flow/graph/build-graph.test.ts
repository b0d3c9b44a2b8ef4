import { expect, test } from 'vitest'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { parseFlow } from '../parse/parse-flow.ts'
import { buildGraph } from './build-graph.ts'
import { drawingOf } from './layout.ts'
import type { DrawnRun } from './types.ts'

function graphOf(source: string, runs?: DrawnRun[]) {
  const { flow, problems } = parseFlow(`id: a\nnamespace: b\n${source}`, vocabulary)
  if (!flow) throw new Error(problems[0]?.message)
  const graph = buildGraph({ flow, runs, ...drawingOf(vocabulary), unfold: () => undefined })
  const short = (uid: string) => uid.replace(/^root\./, '')
  const edges = graph.edges.map(({ source: from, target, relation }) =>
    [short(from), short(target), relation.relationType, relation.value].filter((part) => part).join(' '),
  )
  return { edges, clusters: graph.clusters, nodes: graph.nodes.map(({ uid }) => short(uid)) }
}

test('what comes at the end is drawn between the tasks and the end', () => {
  const { edges } = graphOf(`tasks:
  - { id: one, type: log, message: x }
errors:
  - { id: failed, type: log, message: x }
finally:
  - { id: tidy, type: log, message: x }
afterExecution:
  - { id: told, type: log, message: x }
`)
  expect(edges).toEqual([
    '@start one',
    'one @finally',
    '@start failed ERROR',
    'failed @finally',
    '@finally tidy FINALLY',
    'tidy @after',
    '@after told AFTER_EXECUTION',
    'told @end',
  ])
})

const loop = `tasks:
  - id: each
    type: each-sequential
    value: '["a", "b"]'
    tasks:
      - { id: one, type: log, message: x }
`

test('a loop is drawn once, and unrolled where it has run', () => {
  expect(graphOf(loop).nodes).toContain('each.one')
  const runs = [
    { id: '1', taskId: 'each' },
    { id: '2', taskId: 'one', parentTaskRunId: '1', value: 'a' },
    { id: '3', taskId: 'one', parentTaskRunId: '1', value: 'b' },
  ]
  const { edges } = graphOf(loop, runs)
  expect(edges).toContain('each each.one_a DYNAMIC a')
  expect(edges).toContain('each.one_a each.one_b DYNAMIC b')
})

test('tasks that depend on each other have an edge from each that must end first', () => {
  const { edges, clusters } = graphOf(`tasks:
  - id: dag
    type: dag
    tasks:
      - task: { id: one, type: log, message: x }
      - task: { id: two, type: log, message: x }
        dependsOn: [one]
`)
  expect(clusters[0]?.relationType).toBe('DYNAMIC')
  expect(edges).toEqual(
    expect.arrayContaining(['dag dag.one PARALLEL', 'dag.one dag.two PARALLEL', 'dag.two dag.@end']),
  )
  expect(edges).not.toContain('dag.one dag.@end')
})
