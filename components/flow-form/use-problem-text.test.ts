import { expect, test } from 'vitest'
import type { Input } from '#engine/flow/flow.ts'
import { judgeValue } from '#engine/flow/inputs/judge-value.ts'
import { checks } from '#generated/catalog/checks.ts'
import { innerProblems } from './use-problem-text.ts'

const input = (id: string, type: string, more: Partial<Input> = {}): Input => ({
  id,
  type,
  required: true,
  options: {},
  ...more,
})

test('what is wrong in a list that is a cell is said at the cell', () => {
  const tags = input('tags', 'ARRAY', { options: { itemType: 'INT' } })
  const table = input('rows', 'TABLE', { columns: [tags, input('name', 'STRING')] })
  const rows = [
    { tags: [1], name: 'a' },
    { tags: [1, 2, 'three'], name: '' },
  ]
  const { problems } = judgeValue(table, rows, { checks })
  expect(innerProblems('rows', problems, ({ code }) => code)).toEqual([
    { index: 1, column: 'tags', text: 'item-type' },
    { index: 1, column: 'name', text: 'required' },
  ])
  const list = judgeValue(tags, [1, 'two'], { checks })
  expect(innerProblems('tags', list.problems, ({ code }) => code)).toEqual([{ index: 1, text: 'item-type' }])
})
