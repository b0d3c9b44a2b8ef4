import { describe, expect, it } from 'vitest'
import { parseFlow } from '#engine/flow/parse/parse-flow.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import control from './control.ts'

const flowOf = (lines: string, type = 'human-task') =>
  parseFlow(`id: x\nnamespace: y\ntasks:\n  - id: look\n    type: ${type}\n${lines}`, vocabulary)

describe('human-task', () => {
  it("takes Kestra's as it is, and asks as an approval does", () => {
    const { flow, problems } = flowOf(
      '    assignment: {users: [u@kestra.io], groups: [Admins]}\n    pauseDuration: PT5M\n    onResume: [{id: why, type: STRING}]\n',
      'io.kestra.plugin.ee.flow.HumanTask',
    )
    expect(problems).toEqual([])
    expect(flow?.tasks[0]).toMatchObject({
      type: 'human-task',
      properties: {
        deciders: [{ users: ['u@kestra.io'], groups: ['Admins'], quorum: 'any' }],
        rules: { notRequester: false },
        due: { in: 'PT5M' },
        behavior: 'FAIL',
      },
      asks: { onResume: [{ id: 'why', type: 'STRING' }] },
    })
  })

  it('may ask for what the flow asked for under the same name', () => {
    const { problems } = parseFlow(
      'id: x\nnamespace: y\ninputs:\n  - {id: why, type: STRING}\ntasks:\n  - id: look\n    type: human-task\n    assignment: {users: [a]}\n    onResume: [{id: why, type: STRING}]\n',
      vocabulary,
    )
    expect(problems).toEqual([])
  })

  it.each([
    ['nobody', '', 'tasks[0].assignment'],
    ['an empty assignment', '    assignment: {}\n', 'tasks[0].assignment'],
    ['no names', '    assignment: {users: [], groups: []}\n', 'tasks[0].assignment'],
    ['an unknown word', '    assignment: {users: [a], roles: [admin]}\n', 'tasks[0].assignment.roles'],
    ['another end', '    assignment: {users: [a]}\n    behavior: SUCCEED\n', 'tasks[0].behavior'],
    ['no duration', '    assignment: {users: [a]}\n    pauseDuration: soon\n', 'tasks[0].pauseDuration'],
  ])('refuses %s', (_, lines, path) => {
    expect(flowOf(lines).problems.map((problem) => problem.path)).toEqual([path])
  })

  it.each([
    ['RESUME', 'CONTINUE'],
    ['WARN', 'WARN'],
    ['CANCEL', 'CANCEL'],
    ['FAIL', 'FAIL'],
    ['', 'FAIL'],
  ])('comes to an end of its own after its time: %j', (behavior, expired) => {
    expect(control.start({ properties: { behavior }, at: 0, branches: ['onPause'] })).toMatchObject({
      plan: {
        approved: { behavior: 'CONTINUE' },
        denied: { behavior: 'KILL' },
        expired: { behavior: expired },
        resumed: true,
        meanwhile: 'onPause',
      },
    })
  })
})
