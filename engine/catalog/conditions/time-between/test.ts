import type { ConditionTest } from '#engine/flow/triggers/condition.ts'
import { offsetTimeMs, timeIn } from '#engine/flow/triggers/rendered-date.ts'

const test: ConditionTest<{ date: string; after?: string; before?: string }> = async (
  { date, after, before },
  facts,
) => {
  const at = offsetTimeMs(timeIn(await facts.render(date)))
  return (
    (after === undefined || at > offsetTimeMs(after)) && (before === undefined || at < offsetTimeMs(before))
  )
}

export default test
