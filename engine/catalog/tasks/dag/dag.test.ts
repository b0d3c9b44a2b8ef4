import { describe, expect, it } from 'vitest'
import { problemsOf } from '#engine/catalog/test-problems.ts'
import control from './control.ts'

const dag = (...tasks: string[]) => problemsOf(`{id: d, type: dag, tasks: [${tasks.join(', ')}]}`)
const task = (id: string, ...dependsOn: string[]) =>
  `{task: {id: ${id}, type: log, message: x}, dependsOn: [${dependsOn.join(', ')}]}`

describe('dag', () => {
  it('begins what depends on nothing that has not ended', () => {
    expect(control.start({ at: 0, properties: { concurrent: '2' } })).toEqual({
      kind: 'children',
      branch: 'tasks',
      concurrent: 2,
      ordered: true,
    })
  })

  it('takes any order that has a beginning', () => {
    expect(dag(task('b', 'a'), task('a'), task('c', 'a', 'b'))).toEqual([])
  })

  it('refuses a task that waits for itself, and names those that do', () => {
    expect(dag(task('a', 'b'), task('b', 'a'), task('c', 'b'))).toEqual([
      'tasks[0].tasks: d: Cyclic dependency detected: a, b',
    ])
    expect(dag(task('a', 'a'))).toEqual(['tasks[0].tasks: d: Cyclic dependency detected: a'])
  })

  it('refuses a dependency that is no task of the list', () => {
    expect(dag(task('a'), task('b', 'x'))).toEqual([
      'tasks[0].tasks[1].dependsOn[0]: d: Not existing task id in dependency: x',
    ])
  })

  it('says what an entry lacks', () => {
    expect(dag('{id: a, type: log, message: x}')).toEqual([
      'tasks[0].tasks[0].task: `task` must not be null: a task with its dependencies needs it',
      'tasks[0].tasks[0].id: Unrecognized field "id" in a task with its dependencies',
      'tasks[0].tasks[0].type: Unrecognized field "type" in a task with its dependencies',
      'tasks[0].tasks[0].message: Unrecognized field "message" in a task with its dependencies',
    ])
    expect(dag('x')).toEqual([
      'tasks[0].tasks[0]: An entry must be a map with `task` and, where it waits for others, `dependsOn`',
    ])
  })
})
