import type { ConditionTest } from '#engine/flow/triggers/condition.ts'
import { dateOf } from '#engine/flow/triggers/rendered-date.ts'

const test: ConditionTest<{ date: string }> = async ({ date }, facts) =>
  [0, 6].includes(dateOf(await facts.render(date)).getUTCDay())

export default test
