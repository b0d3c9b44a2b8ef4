import type { ConditionTest } from '#engine/flow/triggers/condition.ts'
import { dateOf, weekdayOf, type Weekday } from '#engine/flow/triggers/rendered-date.ts'

const test: ConditionTest<{ date: string; dayOfWeek: Weekday }> = async ({ date, dayOfWeek }, facts) =>
  weekdayOf(dateOf(await facts.render(date))) === dayOfWeek

export default test
