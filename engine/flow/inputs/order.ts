import type { Input } from '../flow.ts'

/** Inputs so that each comes after those it depends on, else as they are written. What goes in a circle stays where it is. */
export function inOrder(inputs: readonly Input[]): Input[] {
  const byId = new Map(inputs.map((input) => [input.id, input]))
  const result = new Set<Input>()
  const onTheWay = new Set<Input>()
  const visit = (input: Input): void => {
    if (result.has(input) || onTheWay.has(input)) return
    onTheWay.add(input)
    for (const id of input.dependsOn?.inputs ?? []) {
      const earlier = byId.get(id)
      if (earlier) visit(earlier)
    }
    onTheWay.delete(input)
    result.add(input)
  }
  for (const input of inputs) visit(input)
  return [...result]
}
