import type { Input } from '../flow.ts'

/** An input with its whole id and those of the inputs that it depends on. */
export interface FlatInput extends Input {
  /** Whole id of the step or group around it. */
  within?: string
}

/**
 * Every input of a form in the order in which it is written, a step or group before what it holds: `address`, `address.street`.
 * Names in `dependsOn` are those of the nearest level that has them.
 */
export function flatten(inputs: readonly Input[]): FlatInput[] {
  const whole: FlatInput[] = []
  const visit = (list: readonly Input[], within: FlatInput | undefined): void => {
    for (const input of list) {
      const id = within ? `${within.id}.${input.id}` : input.id
      const flat: FlatInput = within ? { ...input, id, within: within.id } : input
      whole.push(flat)
      if (input.inputs) visit(input.inputs, flat)
    }
  }
  visit(inputs, undefined)
  const ids = new Set(whole.map(({ id }) => id))
  return whole.map((input) => {
    if (!input.dependsOn || input.within === undefined) return input
    const around = input.within
    return {
      ...input,
      dependsOn: {
        ...input.dependsOn,
        inputs: input.dependsOn.inputs.map((id) => nearestId(id, around, ids)),
      },
    }
  })
}

/** Those with a value of their own: neither steps nor groups. */
export function leavesOf(inputs: readonly Input[]): FlatInput[] {
  return flatten(inputs).filter((input) => !input.inputs)
}

/** The whole id of a name that is written inside `around`: a neighbour's, else one of a level further out. */
export function nearestId(name: string, around: string, ids: ReadonlySet<string>): string {
  const parts = around.split('.')
  for (let levels = parts.length; levels > 0; levels--) {
    const id = `${parts.slice(0, levels).join('.')}.${name}`
    if (ids.has(id)) return id
  }
  return name
}
