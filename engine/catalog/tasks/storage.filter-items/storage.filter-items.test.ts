import { describe, expect, it } from 'vitest'
import { runOn } from '#engine/catalog/test-files.ts'
import run from './activity.ts'
import spec from './spec.ts'

const from = 'kestra:///orders.ion'
const text =
  '{"id":1,"amount":50}\n{id: 2, amount: 150}\n\n{"id":3,"amount":null}\n{"id":90071992547409931}\n'

const filter = (properties: Record<string, unknown>) =>
  runOn({ spec, run }, { from, ...properties }, { [from]: text })

describe('storage.filter-items', () => {
  it('keeps the rows for which the condition holds, as they are written', async () => {
    const { files, result } = await filter({ filterCondition: '{{ id > 1 }}' })
    expect(files[0]?.text).toBe('{id: 2, amount: 150}\n{"id":3,"amount":null}\n{"id":90071992547409931}\n')
    expect(result).toMatchObject({ outputs: { processedItemsTotal: 4, droppedItemsTotal: 1 } })
  })

  it('drops them where it is asked to', async () => {
    const { files } = await filter({ filterCondition: ' {{ id >= 2 }} ', filterType: 'EXCLUDE' })
    expect(files[0]?.text).toBe('{"id":1,"amount":50}\n')
  })

  it('does with a row that cannot be judged what the author says', async () => {
    const condition = { filterCondition: '{{ amount > 100 }}' }
    await expect(filter(condition)).rejects.toThrow(/amount|null/)
    expect((await filter({ ...condition, errorOrNullBehavior: 'EXCLUDE' })).files[0]?.text).toBe(
      '{id: 2, amount: 150}\n',
    )
    expect((await filter({ ...condition, errorOrNullBehavior: 'INCLUDE' })).files[0]?.text).toContain(
      '90071992547409931',
    )
  })

  it('names the line that is no row', async () => {
    const broken = { [from]: '{"a":1}\n\n{"a":\n' }
    const reading = runOn({ spec, run }, { from, filterCondition: '{{ true }}' }, broken)
    await expect(reading).rejects.toThrow(/^Line 3: The text is not Ion/)
  })
})
