import { expect, it } from 'vitest'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { findTask } from './find-task.ts'
import { parseFlow } from './parse/parse-flow.ts'
import { stagesOf } from './stages.ts'

const { flow } = parseFlow(
  `id: a\nnamespace: b\ntasks:
  - {id: order-theLaptop, type: return}
  - {id: x, type: sequential, description: Set it up, tasks: [{id: inner, type: return}]}
  - {id: off, type: return, disabled: true}\n`,
  vocabulary,
)

it('are made of the top-level tasks that run, in words', () => {
  expect(flow && stagesOf(flow).map(({ title }) => title)).toEqual(['Order the laptop', 'Set it up'])
})

it('a task is found at any depth', () => {
  expect(flow && findTask(flow, 'inner')?.type).toBe('return')
  expect(flow && findTask(flow, 'nobody')).toBeUndefined()
})
