import { describe, expect, it } from 'vitest'
import spec from './spec.ts'
import sync from './sync.ts'

const clockOf = (given: object, zone = 'UTC') => sync(spec.properties.parse(given), zone)
const iso = (at: number | undefined) => at && new Date(at).toISOString()

describe('schedule', () => {
  it('counts in its own zone, or in that of the installation', () => {
    const from = Date.parse('2026-11-26T10:00:00Z')
    expect(iso(clockOf({ cron: '0 9 * * *', timezone: 'America/New_York' }).next(from))).toBe(
      '2026-11-26T14:00:00.000Z',
    )
    expect(iso(clockOf({ cron: '0 9 * * *' }, 'Asia/Tokyo').next(from))).toBe('2026-11-27T00:00:00.000Z')
  })

  it('says what becomes of times that were missed', () => {
    expect(clockOf({ cron: '@daily' })).toMatchObject({
      missed: 'ALL',
      latestMs: undefined,
      backfillFrom: undefined,
    })
    const all = {
      recoverMissedSchedules: 'LAST',
      lateMaximumDelay: 'PT10M',
      backfill: { start: '2026-01-01T00:00:00Z' },
    }
    expect(clockOf({ cron: '@daily', ...all })).toMatchObject({
      missed: 'LAST',
      latestMs: 600_000,
      backfillFrom: Date.parse('2026-01-01T00:00:00Z'),
    })
  })

  it.each([
    [{ cron: '* * * * * *' }, 'invalid cron expression'],
    [{ cron: '0 0 30 2 *' }, 'never fire'],
    [{ cron: '@daily', timezone: 'Europe/Atlantis' }, 'no time zone'],
    [{ cron: '@daily', lateMaximumDelay: 'ten minutes' }, 'ISO 8601'],
  ])('%j is refused: %s', (given, words) => {
    expect(spec.properties.safeParse(given).error?.message).toContain(words)
  })
})
