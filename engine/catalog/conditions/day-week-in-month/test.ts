import type { ConditionTest } from '#engine/flow/triggers/condition.ts'
import { dateOf, weekdayOf, type Weekday } from '#engine/flow/triggers/rendered-date.ts'

const test: ConditionTest<{
  date: string
  dayOfWeek: Weekday
  dayInMonth: 'FIRST' | 'SECOND' | 'THIRD' | 'FOURTH' | 'LAST'
}> = async ({ date, dayOfWeek, dayInMonth }, facts) => {
  const day = dateOf(await facts.render(date))
  if (weekdayOf(day) !== dayOfWeek) return false
  const dayOfMonth = day.getUTCDate()
  if (dayInMonth === 'LAST')
    return new Date(day.getTime() + 7 * 86_400_000).getUTCMonth() !== day.getUTCMonth()
  return Math.ceil(dayOfMonth / 7) === ['FIRST', 'SECOND', 'THIRD', 'FOURTH'].indexOf(dayInMonth) + 1
}

export default test
