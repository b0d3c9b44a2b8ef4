import { Failure } from './error.ts'
import type { Meter } from './meter.ts'
import { Moment } from './moment.ts'
import { isNumeric, printNumber } from './numbers.ts'
import { isList, isMap, kindOf } from './values.ts'

/** How a value appears in text: null is nothing, lists and maps are compact JSON. */
export function print(value: unknown, meter: Meter): string {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (isNumeric(value)) return printNumber(value)
  if (value instanceof Moment) return value.print()
  return printJson(value, meter)
}

/** JSON text of a value; entries of maps that are null are dropped, those of lists stay. */
export function printJson(value: unknown, meter: Meter): string {
  const parts: string[] = []
  write(value, parts, meter)
  return parts.join('')
}

function write(value: unknown, parts: string[], meter: Meter): void {
  meter.step()
  if (typeof value === 'string') {
    meter.text(value.length)
    parts.push(JSON.stringify(value))
  } else if (value === null || value === undefined) parts.push('null')
  else if (typeof value === 'boolean') parts.push(String(value))
  else if (isNumeric(value)) parts.push(printNumber(value))
  else if (value instanceof Moment) parts.push(JSON.stringify(value.toJSON()))
  else writeNested(value, parts, meter)
}

function writeNested(value: unknown, parts: string[], meter: Meter): void {
  meter.enter()
  if (isList(value)) {
    parts.push('[')
    value.forEach((item, index) => {
      if (index > 0) parts.push(',')
      write(item, parts, meter)
    })
    parts.push(']')
  } else if (isMap(value)) {
    parts.push('{')
    let first = true
    for (const [key, inner] of Object.entries(value)) {
      if (inner === null || inner === undefined) continue
      parts.push(first ? '' : ',', JSON.stringify(key), ':')
      first = false
      write(inner, parts, meter)
    }
    parts.push('}')
  } else throw new Failure(`Cannot print ${kindOf(value)}`)
  meter.leave()
}
