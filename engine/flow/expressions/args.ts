import type { Args } from './env.ts'
import { Failure } from './error.ts'
import { asNumber, isNumeric, isWhole, type Numeric } from './numbers.ts'
import { kindOf } from './values.ts'

/** The argument of that name, else the one at that position; undefined when neither is given. */
export function argument(args: Args, position: number, name: string): unknown {
  if (Object.hasOwn(args.named, name)) return args.named[name]
  return args.positional[position]
}

/** Refuses what a function does not know, so that nothing is taken and then ignored. */
export function only(args: Args, ...names: string[]): void {
  if (args.positional.length > names.length) {
    throw new Failure(
      `Takes ${String(names.length)} arguments at most, but ${String(args.positional.length)} are given`,
    )
  }
  for (const name of Object.keys(args.named)) {
    if (!names.includes(name)) throw new Failure(`Has no argument \`${name}\``)
  }
}

export function textArgument(args: Args, position: number, name: string): string {
  const value = argument(args, position, name)
  if (typeof value === 'string') return value
  if (value === undefined) throw new Failure(`The argument \`${name}\` is missing`)
  throw new Failure(`The argument \`${name}\` must be a text, but it is ${kindOf(value)}`)
}

export function optionalText(args: Args, position: number, name: string): string | undefined {
  const value = argument(args, position, name)
  return value === undefined || value === null ? undefined : textArgument(args, position, name)
}

export function numberArgument(args: Args, position: number, name: string): Numeric {
  const value = argument(args, position, name)
  if (isNumeric(value)) return value
  if (value === undefined) throw new Failure(`The argument \`${name}\` is missing`)
  throw new Failure(`The argument \`${name}\` must be a number, but it is ${kindOf(value)}`)
}

export function integerArgument(args: Args, position: number, name: string): number {
  const value = numberArgument(args, position, name)
  if (isWhole(value) && Number.isSafeInteger(asNumber(value))) return asNumber(value)
  throw new Failure(`The argument \`${name}\` must be a whole number`)
}

export function optionalInteger(args: Args, position: number, name: string): number | undefined {
  const value = argument(args, position, name)
  return value === undefined || value === null ? undefined : integerArgument(args, position, name)
}

export function optionalFlag(args: Args, position: number, name: string): boolean | undefined {
  const value = argument(args, position, name)
  if (value === undefined || value === null) return undefined
  if (typeof value === 'boolean') return value
  throw new Failure(`The argument \`${name}\` must be true or false`)
}
