import type { FlatInput } from './flatten.ts'

/**
 * Inputs so that each comes after those it depends on and what is around it, else as they are written. What goes in a circle
 * stays where it is. Without recursion: a chain may be as long as the list.
 */
export function inOrder(inputs: readonly FlatInput[]): FlatInput[] {
  const byId = new Map(inputs.map((input) => [input.id, input]))
  const result = new Set<FlatInput>()
  const onTheWay = new Set<FlatInput>()
  const open: { input: FlatInput; left: string[] }[] = []
  const enter = (input: FlatInput | undefined): void => {
    if (!input || result.has(input) || onTheWay.has(input)) return
    onTheWay.add(input)
    open.push({ input, left: [input.within ?? '', ...(input.dependsOn?.inputs ?? [])].reverse() })
  }
  for (const first of inputs) {
    enter(first)
    for (let step = open.at(-1); step; step = open.at(-1)) {
      const id = step.left.pop()
      if (id !== undefined) {
        enter(byId.get(id))
        continue
      }
      open.pop()
      onTheWay.delete(step.input)
      result.add(step.input)
    }
  }
  return [...result]
}
