import { expect, it } from 'vitest'
import { changedValues } from './changed-values.ts'

const shown = (label: string, display: string) => ({ label, value: display, display })

it('tells what is otherwise, new or gone, in the order of what is there', () => {
  const before = [shown('Item', 'Desk'), shown('Cost', '500'), shown('Note', 'soon')]
  const now = [shown('Cost', '300'), shown('Item', 'Desk'), shown('Place', 'Kiel')]
  expect(changedValues(before, now)).toEqual([
    { label: 'Cost', before: '500', now: '300' },
    { label: 'Place', now: 'Kiel' },
    { label: 'Note', before: 'soon' },
  ])
  expect(changedValues(before, before)).toEqual([])
})

it('holds values of one name apart, and sees a change that is written alike', () => {
  expect(changedValues([shown('To', 'a'), shown('To', 'b')], [shown('To', 'a'), shown('To', 'c')])).toEqual([
    { label: 'To', before: 'b', now: 'c' },
  ])
  const file = (uri: string) => ({ label: 'Quote', value: uri, display: 'quote.pdf' })
  expect(changedValues([file('kestra:///1')], [file('kestra:///2')])).toEqual([
    { label: 'Quote', before: 'quote.pdf', now: 'quote.pdf' },
  ])
})
