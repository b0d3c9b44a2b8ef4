import type { Cron } from './parse-cron.ts'
import { endOfGap, instantsOf, localOf, offsetAt } from './zone.ts'

const dayMs = 86_400_000
/** A leap day on a given weekday may be forty years away, over the end of a century. */
const daysAhead = 15_000

/** When a cron expression fires in a time zone. Instants are epoch milliseconds, whole seconds. */
export interface CronTimes {
  /** The first one after an instant; undefined where there is none within forty years. */
  next(after: number): number | undefined
  /** The last one before an instant. */
  previous(before: number): number | undefined
  /** Whether it fires at this very second. */
  fires(at: number): boolean
}

/**
 * The times of a cron expression. Where a clock is put forward, a named time that is skipped fires once, at the first
 * moment after the gap; where it is put back, a named time fires once, the last time: durable
 * schedules know that one in every zone. A cron that names no hour fires by
 * elapsed time.
 */
export function cronTimes(cron: Cron, zone: string): CronTimes {
  const list = new DayList(cron, zone)
  const walk = (from: number, step: 1 | -1, fits: (at: number) => boolean): number | undefined => {
    let day = startOfDay(localOf(zone, from))
    // the day before: a gap at midnight may push a time over the date line
    day -= step * dayMs
    for (let n = 0; n < daysAhead; n++, day += step * dayMs) {
      if (!list.matches(day)) continue
      const times = list.timesOf(day)
      const found = step === 1 ? firstOf(times, fits) : lastOf(times, fits)
      if (found !== undefined) return found
    }
    return undefined
  }
  return {
    next: (after) => walk(after, 1, (at) => at > after),
    previous: (before) => walk(before, -1, (at) => at < before),
    fires: (at) => {
      const second = Math.floor(at / 1000) * 1000
      return walk(second - 1, 1, (time) => time >= second) === second
    },
  }
}

const startOfDay = (local: number) => Math.floor(local / dayMs) * dayMs

/** Times of a day without making the list: what is asked is nearly always near its beginning or end. */
interface Times {
  count: number
  at(index: number): number
}

function firstOf(times: Times, fits: (at: number) => boolean): number | undefined {
  // ascending: the first that fits by bisection
  let low = 0
  let high = times.count
  while (low < high) {
    const middle = (low + high) >> 1
    if (fits(times.at(middle))) high = middle
    else low = middle + 1
  }
  return low < times.count ? times.at(low) : undefined
}

function lastOf(times: Times, fits: (at: number) => boolean): number | undefined {
  let low = 0
  let high = times.count
  while (low < high) {
    const middle = (low + high) >> 1
    if (fits(times.at(middle))) low = middle + 1
    else high = middle
  }
  return low > 0 ? times.at(low - 1) : undefined
}

class DayList {
  /** The last few days that were asked for. */
  private readonly kept = new Map<number, Times>()

  constructor(
    private readonly cron: Cron,
    private readonly zone: string,
  ) {}

  /** @param day local midnight, as if it were UTC */
  matches(day: number): boolean {
    const date = new Date(day)
    return (
      this.cron.month.includes(date.getUTCMonth() + 1) &&
      this.cron.days.some(
        ({ ofMonth, ofWeek }) => ofMonth.includes(date.getUTCDate()) && ofWeek.includes(date.getUTCDay()),
      )
    )
  }

  timesOf(day: number): Times {
    const known = this.kept.get(day)
    if (known) return known
    const [before, after] = [offsetAt(this.zone, day - dayMs), offsetAt(this.zone, day + 2 * dayMs)]
    const times = before === after ? this.plain(day, before) : this.listed(day)
    if (this.kept.size >= 8) this.kept.clear()
    this.kept.set(day, times)
    return times
  }

  /** Far from any change of the clock a day is arithmetic. */
  private plain(day: number, offset: number): Times {
    const { hour, minute, second } = this.cron
    const perHour = minute.length * second.length
    return {
      count: hour.length * perHour,
      at: (index) => {
        const h = hour[Math.floor(index / perHour)] ?? 0
        const m = minute[Math.floor((index % perHour) / second.length)] ?? 0
        const s = second[index % second.length] ?? 0
        return day - offset + ((h * 60 + m) * 60 + s) * 1000
      },
    }
  }

  /** Near a change the hours that it touches are looked at second by second. */
  private listed(day: number): Times {
    const found = new Set<number>()
    for (const hour of this.cron.hour) {
      const start = day + hour * 3_600_000
      const offset = this.steadyOffset(start)
      for (const m of this.cron.minute)
        for (const s of this.cron.second) {
          const local = start + (m * 60 + s) * 1000
          if (offset !== undefined) found.add(local - offset)
          else for (const at of this.instantsNear(local)) found.add(at)
        }
    }
    const list = [...found].sort((a, b) => a - b)
    return { count: list.length, at: (index) => list[index] ?? 0 }
  }

  /** The hour's distance from UTC, where every second of it comes once. */
  private steadyOffset(start: number): number | undefined {
    const [first, ...again] = instantsOf(this.zone, start)
    const [last, ...more] = instantsOf(this.zone, start + 3_599_000)
    if (first === undefined || last === undefined || again.length + more.length > 0) return undefined
    return last - first === 3_599_000 ? start - first : undefined
  }

  private instantsNear(local: number): number[] {
    const instants = instantsOf(this.zone, local)
    return this.cron.everyHour ? instants : [instants.at(-1) ?? endOfGap(this.zone, local)]
  }
}
