import type { JsonObject, State } from '../flow.ts'
import type { ApprovalPlan } from './types.ts'

/** What a control is told when its task run, or an attempt of it, begins. */
export interface ControlStart {
  /** The task's own properties: rendered if the control asks for it, else as the flow has them. */
  properties: JsonObject
  /** Epoch milliseconds. */
  at: number
}

/** What happens next with the task run. */
export type Move =
  /** Play a list of children, `concurrent` at a time (0: all at once); the task run comes to what they come to. */
  | { kind: 'children'; branch: string; concurrent: number; outputs?: JsonObject }
  | {
      kind: 'end'
      state: Extract<State, 'SUCCESS' | 'WARNING' | 'FAILED'>
      outputs?: JsonObject
      message?: string
    }
  /** SUCCESS at that time, epoch milliseconds. */
  | { kind: 'wait'; until: number }
  /** Open an approval; it closes by decisions or by its due date. */
  | { kind: 'approve'; plan: ApprovalPlan }

/** The default export of a catalog `control.ts`: pure, no clock, no chance, no I/O. */
export interface Control {
  /** Whether the task run has attempts that can be retried, like a task that does something; flow control has none. */
  attempts: boolean
  /** Whether `start` gets rendered properties. A template that cannot be rendered fails the task. */
  renders: boolean
  /** @throws TypeError where a property is not what it must be: the task FAILS with the error's message. */
  start(begin: ControlStart): Move
}
