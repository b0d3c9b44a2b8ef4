import type { JsonObject, State, Task } from '../flow.ts'
import type { ApprovalPlan } from './open-approval.ts'
import type { PauseBehavior } from './open-pause.ts'
import type { CallPlan, Loop, LoopValues, Pace } from './state.ts'

/** What a control is told when its task run, or an attempt of it, begins. */
export interface ControlStart {
  /** The task's own properties: rendered if the control asks for it, else as the flow has them. */
  properties: JsonObject
  /** Names of the task's lists of children that are not empty. */
  branches?: readonly string[]
  /** Epoch milliseconds. */
  at: number
}

/** What happens next with the task run. */
export type Move =
  /** Play a list of children, `concurrent` at a time (0: all at once); the task run comes to what they come to. */
  | {
      kind: 'children'
      branch: string
      concurrent: number
      outputs?: JsonObject
      /** A child begins when those that it depends on have ended. */
      ordered?: boolean
      /** A failure of the children is a warning. */
      forgiving?: boolean
    }
  /** Play the list once for each value, `concurrent` iterations at a time (0: as many as may be open). */
  | {
      kind: 'iterate'
      branch: string
      concurrent: number
      over: LoopValues
      /** The children of an iteration do not wait for each other. */
      spread?: boolean
      /** Default true. */
      transmitFailed?: boolean
    }
  /** Play the list again and again until the condition holds. */
  | { kind: 'repeat'; branch: string; pace: Pace }
  /** The whole execution ends in this state. */
  | { kind: 'exit'; state: Extract<State, 'SUCCESS' | 'WARNING' | 'FAILED' | 'KILLED' | 'CANCELLED'> }
  | {
      kind: 'end'
      state: Extract<State, 'SUCCESS' | 'WARNING' | 'FAILED'>
      outputs?: JsonObject
      message?: string
    }
  /** SUCCESS at that time, epoch milliseconds. */
  /** `line`: what the log says of it, as INFO. */
  | { kind: 'wait'; until: number; line?: string }
  /** Wait for a person, or until that time (epoch milliseconds); play a branch meanwhile, and another one after it. */
  | { kind: 'pause'; until?: number; behavior: PauseBehavior; meanwhile: string; branch: string }
  /** Open an approval; it closes by decisions or by its due date. */
  | { kind: 'approve'; plan: ApprovalPlan }
  /** Start executions of another flow, and come to what they come to. */
  | { kind: 'call'; plan: CallPlan }

/** A child of a task run, as its place among the others is judged. */
export interface ChildPlace {
  taskId: string
  iteration?: number
}

/** The default export of a catalog `control.ts`: pure, no clock, no chance, no I/O. */
export interface Control {
  /** Whether the task run has attempts that can be retried, like a task that does something; flow control has none. */
  attempts: boolean
  /** Whether `start` gets rendered properties, or which ones. A template that cannot be rendered fails the task. */
  renders: boolean | readonly string[]
  /** By what two rounds of a request are compared where it is not what its properties come to: all values that they name. */
  compares?: 'values'
  /** Of a loop: what its iterations are. */
  loops?: Loop['kind']
  /** Of a loop: names of the properties that are rendered after each iteration, in its scope. */
  after?: {
    /** Whether it was the last one. */
    condition: string
    /** List of `{id, type, value}`: what the iteration gives. */
    outputs?: string
  }
  /** @throws TypeError where a property is not what it must be: the task FAILS with the error's message. */
  start(begin: ControlStart): Move
  /**
   * Whether `later` cannot begin before `earlier` has ended: what a replay from `earlier` plays again.
   * Undefined: iterations follow each other, and in one the tasks in their order.
   */
  follows?(task: Task, earlier: ChildPlace, later: ChildPlace): boolean
}
