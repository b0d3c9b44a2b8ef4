import { expect, it } from 'vitest'
import { limits } from './limits.ts'
import { Meter } from './meter.ts'
import { Slice } from './slice.ts'

it('ends after 64 calls, 256 KB or 250 ms, and at once when a command goes out', () => {
  const slice = new Slice(limits, 0)
  for (let i = 0; i < 63; i++) slice.began()
  expect(slice.admits(249)).toBe(true)
  slice.began()
  expect(slice.admits(249)).toBe(false)
  slice.renew(1_000)
  expect(slice.admits(1_000)).toBe(true)
  expect(slice.admits(1_250)).toBe(false)
  slice.took(256 * 1024)
  expect(slice.admits(1_000)).toBe(false)
  slice.renew(2_000)
  slice.close()
  expect(slice.admits(2_000)).toBe(false)
})

it('counts a history as full at 2,000 events or 1 MB, later beside a long activity, and at 20,000 events in any case', () => {
  const meter = new Meter(limits)
  meter.add(1_999, 1024 * 1024 - 1)
  expect(meter.isFull(false)).toBe(false)
  meter.add(1)
  expect(meter.isFull(false)).toBe(true)
  expect(meter.isFull(true)).toBe(false)
  meter.putOff()
  expect(meter.isFull(false)).toBe(false)
  meter.add(18_000)
  expect(meter.isFull(true)).toBe(true)
})
