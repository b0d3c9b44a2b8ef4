import { Failure } from '../error.ts'
import type { Meter } from '../meter.ts'

const maxSize = 200_000

/**
 * Bounds how large a value is when it is written out. `[., .]` a few times in a row shares its parts and stays small
 * in memory, but not for what copies or compares it; so shared parts count each time, though each is measured once.
 */
export class SizeGauge {
  private readonly known = new WeakMap<object, number>()
  private readonly meter: Meter

  constructor(meter: Meter) {
    this.meter = meter
  }

  check(value: unknown): void {
    if (this.measure(value) > maxSize) throw new Failure('The jq expression makes a value that is too large')
  }

  private measure(value: unknown): number {
    if (typeof value === 'string') return 1 + (value.length >> 4)
    if (typeof value !== 'object' || value === null) return 1
    const known = this.known.get(value)
    if (known !== undefined) return known
    if (Array.isArray(value)) this.meter.charge(value.length)
    let size = 1
    for (const inner of Object.values(value)) {
      this.meter.step()
      size += this.measure(inner)
    }
    this.known.set(value, size)
    return size
  }
}
