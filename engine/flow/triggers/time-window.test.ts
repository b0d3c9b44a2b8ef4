import { describe, expect, it } from 'vitest'
import { timeWindowOf } from './remembered.ts'
import { countedWithin, timeWindowSchema, windowAt, type TimeWindow } from './time-window.ts'

const at = (time: string) => Date.parse(`2026-11-26T${time}Z`)
const spanAt = (window: TimeWindow, time: string) => {
  const span = windowAt(window, at(time))
  return span && [span.start, span.end].map((ms) => new Date(ms).toISOString().slice(8, 19))
}

describe('a window of time', () => {
  it.each<[TimeWindow, string, string[] | undefined]>([
    [{ type: 'DURATION_WINDOW' }, '10:07:00', ['26T00:00:00', '27T00:00:00']],
    [{ type: 'DURATION_WINDOW', window: 'PT10M' }, '10:07:00', ['26T10:00:00', '26T10:10:00']],
    [
      { type: 'DURATION_WINDOW', window: 'PT6H', windowAdvance: 'PT3H' },
      '10:07:00',
      ['26T09:00:00', '26T15:00:00'],
    ],
    [
      { type: 'DURATION_WINDOW', window: 'P1D', windowAdvance: 'PT6H' },
      '05:00:00',
      ['25T06:00:00', '26T06:00:00'],
    ],
    [{ type: 'SLIDING_WINDOW', window: 'PT1H' }, '10:07:00', ['26T09:07:00', '26T11:07:00']],
    [{ type: 'DAILY_TIME_DEADLINE', deadline: '09:00:00' }, '08:59:59', ['26T00:00:00', '26T09:00:00']],
    [{ type: 'DAILY_TIME_DEADLINE', deadline: '09:00:00' }, '09:00:00', undefined],
    [
      { type: 'DAILY_TIME_WINDOW', startTime: '06:00', endTime: '09:00' },
      '07:00:00',
      ['26T06:00:00', '26T09:00:00'],
    ],
    [{ type: 'DAILY_TIME_WINDOW', startTime: '06:00', endTime: '09:00' }, '05:59:59', undefined],
  ])('%j holds %s', (window, time, span) => {
    expect(spanAt(window, time)).toEqual(span)
  })

  it('forgets what came true before it', () => {
    const seen = { a: at('09:59:59'), b: at('10:00:00') }
    expect(countedWithin({ type: 'DURATION_WINDOW', window: 'PT10M' }, seen, at('10:05:00'))).toEqual({
      b: seen.b,
    })
    expect(countedWithin({ type: 'DAILY_TIME_DEADLINE', deadline: '09:00' }, seen, at('10:05:00'))).toEqual(
      {},
    )
  })

  it.each([
    [{}, []],
    [{ type: 'DAILY_TIME_WINDOW', startTime: '06:00:00', endTime: '09:00:00' }, []],
    [{ type: 'DAILY_TIME_DEADLINE' }, ['Time window of type `DAILY_TIME_DEADLINE` must have a deadline.']],
    [
      { type: 'DAILY_TIME_WINDOW', startTime: '06:00:00', endTime: '09:00:00', window: 'PT1H' },
      [
        'Time window of type `DAILY_TIME_WINDOW` cannot have a window.',
        'Time window of type `DAILY_TIME_WINDOW` cannot have a deadline.',
      ],
    ],
    [
      { type: 'DURATION_WINDOW', window: 'PT1H', deadline: '09:00:00' },
      ['Time window of type `DURATION_WINDOW` cannot have a deadline.'],
    ],
    [
      { type: 'SLIDING_WINDOW', windowAdvance: 'PT1H' },
      ['Time window of type `SLIDING_WINDOW` cannot have a window advance.'],
    ],
  ])('%j is judged by its type', (window, messages) => {
    const { error } = timeWindowSchema.safeParse(window)
    expect(error?.issues.map(({ message }) => message) ?? []).toEqual(messages)
  })

  it('may be spelled beside it, as it once was', () => {
    expect(timeWindowOf({ id: 'x', window: 'P1D', windowAdvance: 'P0D', resetOnSuccess: true })).toEqual({
      type: 'DURATION_WINDOW',
      window: 'P1D',
      windowAdvance: 'P0D',
    })
  })
})
