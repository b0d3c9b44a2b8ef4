import { expect, it } from 'vitest'
import { fileAt } from './file-at.ts'

it.each([
  ['kestra:///company/team/f/executions/e1/abc/my%20list.csv', { executionId: 'e1', name: 'my list.csv' }],
  ['kestra:///a/executions/f/executions/e2/tasks/t/r/1.ion', { executionId: 'e2', name: '1.ion' }],
  ['kestra:///a/f/executions/e1/x/%zz', undefined],
  ['kestra:///a', undefined],
  ['https://example.com/executions/e1/x', undefined],
  ['see kestra:///a/f/executions/e1/x/y', undefined],
])('%s', (text, file) => {
  expect(fileAt(text)).toEqual(file)
})
