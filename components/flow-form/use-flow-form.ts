'use client'

import { useMemo, useState } from 'react'
import type { Input } from '#engine/flow/flow.ts'
import type { FailedCheck } from '#engine/flow/inputs/checks.ts'
import { flatten, type FlatInput } from '#engine/flow/inputs/flatten.ts'
import { rawOf } from '#engine/flow/inputs/nested.ts'
import type { FoundOptions, InputState } from '#engine/flow/inputs/types.ts'
import { askedValues } from './following.ts'
import { FormStore } from './form-store.ts'
import { nameOf, shownValue, statesById, type FormValues, type RawValues } from './form-values.ts'
import { useDraft, type DraftKeeper } from './use-draft.ts'
import { useJudgement } from './use-judgement.ts'
import { useLateAnswers } from './use-late-answers.ts'
import { useLatest } from '#components/ui/use-latest.ts'
import { useRight } from './use-right.ts'
import { useShownAgain } from './use-shown-again.ts'
import { useSubmit } from './use-submit.ts'

/** What the server tells of values. */
export interface Judgement {
  states: InputState[]
  /** The flow's checks that speak about these values. */
  checks?: FailedCheck[]
}

/** As the REST table takes it. */
export interface OptionQuestion {
  inputId: string
  q: string
  values: RawValues
}

export interface FlowFormOptions<A extends Judgement> {
  inputs: readonly Input[]
  /** As the form opens: defaults, options, what is visible. */
  states: readonly InputState[]
  /** Names what was typed in this tab's storage: one form at one revision. */
  draftKey: string
  /** Keeps what is typed beyond this tab. */
  keeper?: DraftKeeper
  /** The server's judgement, asked a moment after the last change. */
  validate(values: RawValues, signal: AbortSignal): Promise<A>
  /** Searches the options of one input; absent: the form is only looked at. */
  findOptions?(search: OptionQuestion, signal: AbortSignal): Promise<FoundOptions>
  /** Everything else that came with the judgement. */
  onAnswer?(answer: A): void
  /** Sends the form; the key is the same for a repeat of the same values. Rejects where it is refused. */
  submit(values: RawValues, idempotencyKey: string): Promise<void>
}

interface BrainOptions<A extends Judgement> extends FlowFormOptions<A> {
  /** Waits for files that are on their way; answers whether all have arrived. */
  filesArrived(): Promise<boolean>
}

/** One visible input as the form shows it; what it holds only its own control knows. */
export interface ShownInput {
  input: FlatInput
  state: InputState
  name: string
  /** The value that the server judged last. */
  judged: unknown
  /** What is wrong with it is said, also before a person has left the field. */
  told: boolean
}

/**
 * The form's brain in the browser: local checks at once, the server's after a pause, and never a value lost. It does not hear of
 * single keys: only the control that is typed in is drawn again.
 */
export function useFlowForm<A extends Judgement>(options: BrainOptions<A>) {
  const inputs = useMemo(() => flatten(options.inputs), [options.inputs])
  const defaults = useMemo(() => valuesOf(inputs, options.states), [inputs, options.states])
  const [store] = useState(() => new FormStore(defaults))
  const [spoken, setSpoken] = useState<readonly FailedCheck[]>([])
  const { states, judged, ask, trouble, setTrouble } = useJudgement<A>({
    ...options,
    inputs,
    store,
    onAnswer: (answer) => {
      setSpoken(answer.checks ?? [])
      options.onAnswer?.(answer)
    },
  })
  const { pending, run } = useSubmit(options.submit)
  const right = useRight({ inputs, states, store, ask: ask.now })
  const draft = useDraft({ ...options, inputs, store, judge: ask.soon })
  const shown = useShown({ inputs, states, judged, told: right.told })
  const rawNow = () => askedValues({ inputs, store }, states)
  const changed = useLatest(() => {
    const raw = rawNow()
    draft.keep(raw)
    ask.soon(raw)
  })
  const search = useLatest((inputId: string, q: string, signal: AbortSignal) =>
    options.findOptions ? options.findOptions({ inputId, q, values: rawNow() }, signal) : nothing,
  )
  useLateAnswers(states, () => {
    if (!pending) ask.soon(rawNow())
  })
  useShownAgain({ inputs, store, states, judged, pending, changed })

  async function prepare(): Promise<RawValues | undefined> {
    if (!(await options.filesArrived())) return undefined
    const judged = await right.judge(inputs)
    const blocked = judged?.answer.checks?.some(({ behavior }) => behavior === 'BLOCK_EXECUTION')
    return judged && !blocked ? judged.raw : undefined
  }

  return {
    store,
    inputs,
    pending,
    trouble,
    checks: spoken,
    draft,
    shown,
    changed,
    search,
    startOver: () => {
      draft.drop()
      store.startOver(defaults)
      right.forget()
      ask.soon(askedValues({ inputs, store }, statesById(options.states)))
    },
    /** Answers whether a step may be left. */
    stepIsRight: async (members: readonly FlatInput[]): Promise<boolean> => {
      if (!(await options.filesArrived())) return false
      return (await right.judge(members)) !== undefined
    },
    /** Answers whether the form was taken. */
    send: () => sendOnce({ run: () => run(prepare), onTaken: draft.drop, setTrouble }),
  }
}

interface Known {
  inputs: readonly FlatInput[]
  states: ReadonlyMap<string, InputState>
  judged: RawValues | undefined
  told: ReadonlySet<string>
}

function useShown({ inputs, states, judged, told }: Known): ShownInput[] {
  return useMemo(
    () =>
      inputs.flatMap((input, index): ShownInput[] => {
        const state = states.get(input.id)
        if (!state?.visible) return []
        return [
          {
            input,
            state,
            name: nameOf(index),
            judged: judged && rawOf(judged, input.id),
            told: told.has(input.id),
          },
        ]
      }),
    [inputs, states, judged, told],
  )
}

const nothing = Promise.resolve<FoundOptions>({ options: [], total: 0 })

function valuesOf(inputs: readonly FlatInput[], states: readonly InputState[]): FormValues {
  const byId = statesById(states)
  return Object.fromEntries(
    inputs.map((input, index) => [nameOf(index), shownValue(byId.get(input.id)?.value ?? null)]),
  )
}

interface Sending {
  run(): Promise<boolean>
  onTaken(): void
  setTrouble(trouble: unknown): void
}

async function sendOnce({ run, onTaken, setTrouble }: Sending): Promise<boolean> {
  setTrouble(undefined)
  try {
    const taken = await run()
    if (taken) onTaken()
    return taken
  } catch (error) {
    setTrouble(error)
    return false
  }
}
