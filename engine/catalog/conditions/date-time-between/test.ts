import type { ConditionTest } from '#engine/flow/triggers/condition.ts'
import { momentOf } from '#engine/flow/triggers/rendered-date.ts'

const test: ConditionTest<{ date: string; after?: string; before?: string }> = async (
  { date, after, before },
  facts,
) => {
  const at = momentOf(await facts.render(date))
  return (after === undefined || at > Date.parse(after)) && (before === undefined || at < Date.parse(before))
}

export default test
