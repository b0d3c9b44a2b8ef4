import type { Json } from '#engine/flow/flow.ts'

/**
 * The texts that a template gave to a function of the host, by place or by name.
 * @throws Error for one that is missing, is no text, or is not known
 */
export function textArguments(
  names: readonly string[],
  given: { args: readonly Json[]; named: Readonly<Record<string, Json>> },
  name: string,
): string[] {
  const unknown = Object.keys(given.named).find((key) => !names.includes(key))
  if (unknown !== undefined || given.args.length > names.length)
    throw new Error(`${name}() takes ${names.join(', ')}${unknown === undefined ? '' : `, not ${unknown}`}.`)
  return names.map((key, index) => {
    const value = given.args[index] ?? given.named[key]
    if (typeof value !== 'string') throw new Error(`${name}() takes a text as ${key}.`)
    return value
  })
}
