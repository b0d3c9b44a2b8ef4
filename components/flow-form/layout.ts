import type { FlatInput } from '#engine/flow/inputs/flatten.ts'
import { checks } from '#generated/catalog/checks.ts'

/** What is shown at once. */
export interface FormStep {
  /** Id of the input that is the step; undefined: of what stands between steps. */
  id: string | undefined
  step: FlatInput | undefined
  /** Among all steps, from 0: it stays while others come and go. */
  place: number
  /** What stands in it, groups before what they hold. */
  members: FlatInput[]
}

/** The form as steps: each input that is one, and what stands before, between and behind them. */
export function stepsOf(inputs: readonly FlatInput[]): FormStep[] {
  const steps: FormStep[] = []
  for (const input of inputs) {
    if (checks[input.type]?.step === true) {
      steps.push({ id: input.id, step: input, place: steps.length, members: [] })
      continue
    }
    const owner = steps.find(({ id }) => id !== undefined && input.id.startsWith(`${id}.`))
    const last = steps.at(-1)
    if (owner) owner.members.push(input)
    else if (last && last.step === undefined) last.members.push(input)
    else steps.push({ id: undefined, step: undefined, place: steps.length, members: [input] })
  }
  return steps
}

/** Index of what is shown for a place: that step, else the next one that is visible, at last what comes behind all of them. */
export function indexOf(place: number, steps: readonly FormStep[]): number {
  const index = steps.findIndex((step) => step.place >= place)
  return index < 0 ? steps.length : index
}
