import type { Calendar } from '#engine/flow/cron/calendars.ts'
import type { CronTimes } from '#engine/flow/cron/cron-times.ts'
import type { JsonObject, State } from '#engine/flow/flow.ts'
import type { ConditionFacts } from '#engine/flow/triggers/condition.ts'
import type { TimeWindow } from '#engine/flow/triggers/time-window.ts'

/** The times of a trigger that the clock starts. */
export interface Clock extends CronTimes {
  timeZone: string
  /** Of the durable schedule, from an instant on; may cover more times than there are, never fewer. */
  calendars(from: number): Calendar[]
  /** What becomes of times that came while nothing could run. */
  missed: 'ALL' | 'LAST' | 'NONE'
  /** A time that is later than this is passed over. Milliseconds. */
  latestMs?: number
  /** Times from then on are made up for when the trigger is published for the first time. Epoch milliseconds. */
  backfillFrom?: number
}

/** The default export's shape of every `sync.ts`. @param timeZone of the installation, where the trigger names none */
export type ClockTrigger<P = JsonObject> = (properties: P, timeZone: string) => Clock

/** A call from outside, as it came. */
export interface ReceivedCall {
  /** From the address. */
  key: string
  /** What stands behind the key in the address. */
  path?: string
  /** Names in lower case. */
  headers: Readonly<Record<string, string[]>>
  parameters: Readonly<Record<string, string[]>>
  body: string
  /** Epoch milliseconds. */
  at: number
  /** A template over secrets. @throws where it cannot be evaluated */
  render(template: string): Promise<string>
}

/** What a call is to the trigger. */
export type Received =
  /** Not meant for it: the caller learns nothing of it. */
  | { kind: 'foreign' }
  /** Meant for it, and not to be trusted. */
  | { kind: 'refused'; message: string }
  | {
      kind: 'taken'
      /** What conditions and inputs see under `trigger`. */
      variables: JsonObject
      /** What is stored of them, without what opens doors. */
      stored: JsonObject
      /** A second call with the same text is a repeat of the first. */
      repeat?: string
      answer: CallAnswer
    }

/** How a call that was taken is answered. */
export interface CallAnswer {
  /** After the execution has ended or is paused. */
  wait: boolean
  /** With the outputs of the flow instead of the execution. */
  outputsOnly: boolean
  contentType?: string
  status?: number
}

/** The default export's shape of every `receive.ts`. */
export type CallTrigger<P = JsonObject> = (properties: P, call: ReceivedCall) => Promise<Received>

/** Conditions that may come true one after the other. */
export interface Preconditions {
  id: string
  timeWindow: TimeWindow
  /** All must come true again before the next start; else each one that comes true again starts one. */
  resetOnSuccess: boolean
  parts: readonly { name: string; test(facts: ConditionFacts): Promise<boolean> }[]
}

/** What a trigger hears of executions. */
export interface Hearing {
  states: readonly State[]
  preconditions?: Preconditions
}

/** The default export's shape of every `hear.ts`. */
export type ExecutionTrigger<P = JsonObject> = (properties: P) => Hearing
