import { Failure } from './error.ts'

/**
 * A floating number without a fraction, which prints as `1.0`. All others are plain: an integral `number` or `bigint`
 * is a whole number of 64 bits, a `number` with a fraction a floating one.
 */
export class Real {
  readonly value: number

  constructor(value: number) {
    this.value = value
  }

  toJSON(): number {
    return this.value
  }
}

/** One that was read as a floating number of 32 bits: it prints the digits that were written, and has others where it is widened. */
export class Single extends Real {
  constructor(value: number) {
    super(Number(shortest(value)))
  }

  get widened(): number {
    return Math.fround(this.value)
  }
}

/** The fewest digits that name a number of 32 bits: nine are always enough. */
function shortest(value: number): string {
  const single = Math.fround(value)
  for (let digits = 1; digits < 9; digits++) {
    const text = single.toPrecision(digits)
    if (Math.fround(Number(text)) === single) return text
  }
  return single.toPrecision(9)
}

export type Numeric = number | bigint | Real

export function isNumeric(value: unknown): value is Numeric {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Real
}

export function isWhole(value: Numeric): value is number | bigint {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))
}

/** A floating number. */
export function real(value: number): number | Real {
  return Number.isInteger(value) ? new Real(value) : value
}

export function asNumber(value: Numeric): number {
  return typeof value === 'number' ? value : Number(value instanceof Real ? value.value : value)
}

/** The smallest form of a whole number; wraps at 64 bits like Java's. */
export function whole(value: bigint): number | bigint {
  const wrapped = BigInt.asIntN(64, value)
  const small = Number(wrapped)
  return Number.isSafeInteger(small) ? small : wrapped
}

/** @param text digits with an optional sign */
export function readInteger(text: string): number | bigint {
  const small = Number(text)
  return Number.isSafeInteger(small) ? small : BigInt(text.startsWith('+') ? text.slice(1) : text)
}

export function printNumber(value: Numeric): string {
  if (value instanceof Real)
    return Number.isInteger(value.value) ? `${plain(value.value)}.0` : plain(value.value)
  return typeof value === 'bigint' ? value.toString() : plain(value)
}

function plain(value: number): string {
  const text = String(value)
  return Number.isInteger(value) && text.includes('e') ? BigInt(value).toString() : text
}

/** `+ - * / %` on two numbers: whole numbers stay whole, division truncates. */
export function calculate(operator: string, left: Numeric, right: Numeric): Numeric {
  if (isWhole(left) && isWhole(right)) return calculateWhole(operator, left, right)
  const a = asNumber(left)
  const b = asNumber(right)
  return real(apply(operator, a, b))
}

function calculateWhole(operator: string, left: number | bigint, right: number | bigint): Numeric {
  if ((operator === '/' || operator === '%') && Number(right) === 0) throw new Failure('Division by zero')
  if (typeof left === 'number' && typeof right === 'number') {
    const quick = operator === '/' ? Math.trunc(left / right) : apply(operator, left, right)
    if (Number.isSafeInteger(quick)) return quick === 0 ? 0 : quick
  }
  const a = BigInt(left)
  const b = BigInt(right)
  switch (operator) {
    case '+':
      return whole(a + b)
    case '-':
      return whole(a - b)
    case '*':
      return whole(a * b)
    case '/':
      return whole(a / b)
    default:
      return whole(a % b)
  }
}

function apply(operator: string, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return a / b
    default:
      return a % b
  }
}

export function compareNumbers(left: Numeric, right: Numeric): number {
  const a = left instanceof Real ? left.value : left
  const b = right instanceof Real ? right.value : right
  return a < b ? -1 : a > b ? 1 : 0
}

export function negate(value: Numeric): Numeric {
  if (value instanceof Real) return new Real(-value.value)
  return typeof value === 'bigint' ? whole(-value) : value === 0 ? 0 : -value
}

export function absolute(value: Numeric): Numeric {
  return asNumber(value) < 0 ? negate(value) : value
}
