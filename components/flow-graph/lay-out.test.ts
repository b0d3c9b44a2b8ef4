import { expect, test } from 'vitest'
import { buildGraph } from '#engine/flow/graph/build-graph.ts'
import { drawingOf } from '#engine/flow/graph/layout.ts'
import { parseFlow } from '#engine/flow/parse/parse-flow.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { graphView } from '#server/flows/graph-view.ts'
import { layOut, type Box } from './lay-out.ts'
import { shapeOf, type GraphAnswer } from './shape.ts'
import { taskStates } from './task-states.ts'

/** A flow as REST answers its graph, laid out. */
function laidOut(rest: string) {
  const source = `id: a\nnamespace: b\n${rest}`
  const { flow, problems } = parseFlow(source, vocabulary)
  if (!flow) throw new Error(problems[0]?.message)
  const graph = buildGraph({ flow, ...drawingOf(vocabulary), unfold: () => undefined })
  const shape = shapeOf(graphView(graph, { sources: [source] }) as unknown as GraphAnswer)
  const laid = layOut(shape)
  const named = (id: string): Box => {
    const node = shape.nodes.find((one) => one.id === id)
    const place = laid.boxes.get(node?.uid ?? '')
    if (!place) throw new Error(`There is no ${id}`)
    return place
  }
  return { shape, laid, named }
}

const log = (id: string) => `{ id: ${id}, type: log, message: x }`
const apart = (a: Box, b: Box) =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y

const mixed = `triggers:
  - { id: daily, type: schedule, cron: "@daily" }
tasks:
  - ${log('before')}
  - id: choose
    type: if
    condition: "{{ true }}"
    then: [${log('yes')}]
    else:
      - id: all
        type: parallel
        tasks: [${log('p1')}, ${log('p2')}, ${log('p3')}]
  - id: order
    type: dag
    tasks:
      - task: ${log('d1')}
      - task: ${log('d2')}
        dependsOn: [d1]
      - task: ${log('d3')}
        dependsOn: [d1]
errors: [${log('failed')}]
finally: [${log('tidy')}]
`

test('nothing covers anything, and all stands inside of what holds it', () => {
  const { shape, laid } = laidOut(mixed)
  const groups = [
    ...shape.clusters.map(({ uid, members }) => ({ frame: laid.boxes.get(uid), members })),
    {
      frame: { x: 0, y: 0, width: laid.width, height: laid.height },
      members: [...shape.nodes, ...shape.clusters]
        .map(({ uid }) => uid)
        .filter((uid) => !shape.clusters.some(({ members }) => members.includes(uid))),
    },
  ]
  for (const { frame, members } of groups) {
    const boxes = members.map((uid) => laid.boxes.get(uid)).filter((box) => box !== undefined)
    expect(boxes).toHaveLength(members.length)
    for (const [at, box] of boxes.entries()) {
      expect(boxes.slice(at + 1).every((other) => apart(box, other))).toBe(true)
      expect(frame && box.x >= frame.x && box.y >= frame.y).toBe(true)
      expect(frame && box.x + box.width <= frame.x + frame.width).toBe(true)
      expect(frame && box.y + box.height <= frame.y + frame.height).toBe(true)
    }
  }
})

test('what comes later stands below, what is done at once side by side', () => {
  const { named } = laidOut(mixed)
  const [before, yes, p1, p3, d1, d2, d3] = ['before', 'yes', 'p1', 'p3', 'd1', 'd2', 'd3'].map(named)
  expect(named('daily').y).toBeLessThan(before!.y)
  expect(before!.y).toBeLessThan(yes!.y)
  expect(p1!.y).toBe(p3!.y)
  expect(p1!.x).toBeLessThan(p3!.x)
  expect(p3!.y).toBeLessThan(d1!.y)
  expect(d2!.y).toBe(d3!.y)
  expect(d1!.y).toBeLessThan(d2!.y)
  expect(named('failed').y).toBeLessThan(named('tidy').y)
})

test('many tasks at once do not make the graph wider than eight', () => {
  const many = Array.from({ length: 30 }, (_, at) => log(`t${String(at)}`)).join(', ')
  const { laid } = laidOut(`tasks:\n  - id: all\n    type: parallel\n    tasks: [${many}]`)
  expect(laid.width).toBeLessThan(8 * 260)
})

test('a group begins with its own task: no dot before it', () => {
  const { shape } = laidOut(mixed)
  expect(shape.nodes.some(({ uid }) => uid === 'root.choose.@start')).toBe(false)
  const ways = shape.edges.map(({ source, target, value }) => [source, target, value].join(' '))
  expect(ways).toContain('root.before root.choose ')
  expect(ways.filter((way) => way.startsWith('root.choose '))).toHaveLength(2)
})

test('a task of a loop stands as what goes on in it, else as the worst', () => {
  const run = (taskId: string, current: 'SUCCESS' | 'FAILED' | 'RUNNING') => ({ taskId, state: { current } })
  const done = [run('a', 'SUCCESS'), run('b', 'SUCCESS'), run('b', 'FAILED'), run('b', 'SUCCESS')]
  expect([...taskStates(done)]).toEqual([
    ['a', { state: 'SUCCESS', count: 1 }],
    ['b', { state: 'FAILED', count: 3 }],
  ])
  expect(taskStates([...done, run('b', 'RUNNING')]).get('b')).toEqual({ state: 'RUNNING', count: 4 })
})
