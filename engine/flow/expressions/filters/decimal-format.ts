import { Failure } from '../error.ts'
import { printNumber, type Numeric } from '../numbers.ts'

const shape = /^((?:[^#0,.']|'[^']*')*)([#,0]*)(?:\.([0#]*))?((?:[^#0,.']|'[^']*')*)$/

/** Prints a number by a pattern of Java's `DecimalFormat`: `#,##0.00`, `0.0%`. Halves go to the even neighbour. */
export function formatDecimal(value: Numeric, pattern: string): string {
  const found = shape.exec(pattern.split(';')[0] ?? '')
  if (!found) throw new Failure(`Bad number pattern \`${pattern}\``)
  const [, prefix = '', wholePart = '', fractionPart = '', suffix = ''] = found
  const scale = /%/.test(prefix + suffix) ? 2 : /‰/.test(prefix + suffix) ? 3 : 0
  const minFraction = fractionPart.replaceAll('#', '').length
  const digits = roundDigits(printNumber(value), scale, fractionPart.length)
  const minWhole = wholePart.replace(/[^0]/g, '').length
  let fraction = digits.fraction.replace(/0+$/, '')
  fraction = fraction.padEnd(minFraction, '0')
  const trimmed = digits.whole.replace(/^0+/, '')
  let whole = trimmed.padStart(minWhole, '0')
  if (whole === '' && fraction === '') whole = '0'
  const comma = wholePart.lastIndexOf(',')
  if (comma !== -1) whole = grouped(whole, wholePart.length - comma - 1)
  const negative = digits.negative && /[1-9]/.test(whole + fraction)
  const text = `${unquoted(prefix)}${whole}${fraction === '' ? '' : `.${fraction}`}${unquoted(suffix)}`
  return negative ? `-${text}` : text
}

function unquoted(text: string): string {
  return text.replace(/'([^']*)'/g, (_, inner: string) => (inner === '' ? "'" : inner))
}

function grouped(digits: string, size: number): string {
  if (size < 1) return digits
  const parts: string[] = []
  for (let end = digits.length; end > 0; end -= size)
    parts.unshift(digits.slice(Math.max(0, end - size), end))
  return parts.join(',')
}

interface Digits {
  negative: boolean
  whole: string
  fraction: string
}

/** Shifts by `scale` digits and rounds on the digits themselves, so that no binary error creeps in. */
function roundDigits(printed: string, scale: number, places: number): Digits {
  const negative = printed.startsWith('-')
  const [mantissa = '0', exponent = '0'] = printed.replace('-', '').split('e')
  const [before = '0', after = ''] = mantissa.split('.')
  if (!/^\d+$/.test(before)) throw new Failure(`Cannot format the number \`${printed}\``)
  const shift = Number(exponent) + scale
  let point = before.length + shift
  let all = before + after
  if (point < 0) {
    all = '0'.repeat(-point) + all
    point = 0
  }
  all = all.padEnd(point, '0')
  const kept = all.slice(0, point + places).padEnd(point + places, '0')
  const dropped = all.slice(point + places)
  const odd = Number(kept.at(-1) ?? '0') % 2 === 1
  const up = dropped > '5' || (/^50*$/.test(dropped) && odd)
  const rounded = up ? (BigInt(kept === '' ? '0' : kept) + 1n).toString().padStart(kept.length, '0') : kept
  const cut = rounded.length - places
  return { negative, whole: rounded.slice(0, cut), fraction: rounded.slice(cut) }
}
