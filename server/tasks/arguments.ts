import type { Json } from '#engine/flow/flow.ts'

interface Given {
  /** Of the function. */
  name: string
  args: readonly Json[]
  named: Readonly<Record<string, Json>>
  /** Arguments after the others that may be left out. */
  optional?: readonly string[]
}

/**
 * The texts that a template gave to a function of the host, by place or by name.
 * @throws Error for one that is missing, is no text, or is not known
 */
export function textArguments(
  needed: readonly string[],
  { name, args, named, optional = [] }: Given,
): (string | undefined)[] {
  const names = [...needed, ...optional]
  const unknown = Object.keys(named).find((key) => !names.includes(key))
  if (unknown !== undefined || args.length > names.length)
    throw new Error(`${name}() takes ${names.join(', ')}${unknown === undefined ? '' : `, not ${unknown}`}.`)
  return names.map((key, index) => {
    const value = args[index] ?? named[key]
    if (value === undefined && optional.includes(key)) return undefined
    if (typeof value !== 'string') throw new Error(`${name}() takes a text as ${key}.`)
    return value
  })
}
