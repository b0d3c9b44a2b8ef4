import type { Flow } from '../flow.ts'
import type { Control } from './control.ts'
import type { Effect } from './effects.ts'
import type { Fact } from './facts.ts'
import type { RunState } from './state.ts'

export interface Step {
  state: RunState
  effects: Effect[]
  facts: Fact[]
}

/** The flow and the flow control that play it; the same for all hosts. */
export interface Program {
  flow: Flow
  controls: Readonly<Record<string, Control>>
}
