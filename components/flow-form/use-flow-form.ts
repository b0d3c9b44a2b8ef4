'use client'

import { useEffect, useMemo, useRef, useState } from 'react'
import { useForm, useWatch, type UseFormReturn } from 'react-hook-form'
import type { Input } from '#engine/flow/flow.ts'
import type { InputState } from '#engine/flow/inputs/types.ts'
import { checks } from '#generated/catalog/checks.ts'
import { dropDraft, keepDraft, readDraft } from './draft.ts'
import { nameOf, rawValues, shownValue, statesById, type FormValues, type RawValues } from './form-values.ts'
import { useJudgement } from './use-judgement.ts'
import { useSubmit } from './use-submit.ts'

export interface FlowFormOptions<A extends { states: InputState[] }> {
  inputs: readonly Input[]
  /** As the form opens: defaults, options, what is visible. */
  states: readonly InputState[]
  /** Names what was typed in this tab's storage: one form at one revision. */
  draftKey: string
  /** The server's judgement, asked a moment after the last change. */
  validate(values: RawValues, signal: AbortSignal): Promise<A>
  /** Everything else that came with the judgement. */
  onAnswer?(answer: A): void
  /** Sends the form; the key is the same for a repeat of the same values. Rejects where it is refused. */
  submit(values: RawValues, idempotencyKey: string): Promise<void>
}

interface BrainOptions<A extends { states: InputState[] }> extends FlowFormOptions<A> {
  /** Waits for files that are on their way; answers whether all have arrived. */
  filesArrived(): Promise<boolean>
}

/** The form's brain in the browser: local checks at once, the server's after a pause, and never a value lost. */
export function useFlowForm<A extends { states: InputState[] }>(options: BrainOptions<A>) {
  const { inputs, draftKey } = options
  const defaults = useMemo(() => valuesOf(inputs, options.states), [inputs, options.states])
  const form = useForm<FormValues>({ defaultValues: defaults })
  const { dirtyFields, touchedFields } = form.formState
  const values = useWatch({ control: form.control })
  const [submitted, setSubmitted] = useState(false)
  const { states, ask, problemWith, trouble, setTrouble } = useJudgement({ ...options, form })
  const { pending, run } = useSubmit(options.submit)
  const draft = useDraft({ inputs, draftKey, form, judge: ask.soon })

  const problemAt = (index: number) => {
    const input = inputs[index]
    return input && problemWith(input, values[nameOf(index)])
  }

  async function prepare(): Promise<RawValues | undefined> {
    if (!(await options.filesArrived())) return undefined
    const raw = rawValues(inputs, states, form.getValues())
    const stands = inputs.some((input, index) => problemWith(input, form.getValues(nameOf(index))))
    // A value that the server refused before may be right now: it is asked again all the same.
    const answer = await ask.now(raw)
    if (stands || !answer) return undefined
    return answer.states.some((state) => state.visible && state.problems.length > 0) ? undefined : raw
  }

  return {
    control: form.control,
    pending,
    trouble,
    restored: draft.restored,
    shown: inputs.flatMap((input, index) => {
      const state = states.get(input.id)
      const name = nameOf(index)
      if (!state?.visible) return []
      // No noise before a person has typed and left the field.
      const speak = submitted || (dirtyFields[name] && touchedFields[name])
      return [{ input, state, name, problem: speak ? problemAt(index) : undefined }]
    }),
    submitted,
    changed: () => {
      const raw = rawValues(inputs, states, form.getValues())
      draft.keep(raw)
      ask.soon(raw)
    },
    startOver: () => {
      draft.drop()
      form.reset(defaults)
      setSubmitted(false)
      ask.soon(rawValues(inputs, statesById(options.states), defaults))
    },
    /** Answers whether the form was taken. */
    send: async (): Promise<boolean> => {
      setSubmitted(true)
      setTrouble(undefined)
      try {
        const taken = await run(prepare)
        if (taken) draft.drop()
        return taken
      } catch (error) {
        setTrouble(error)
        return false
      }
    },
  }
}

function valuesOf(inputs: readonly Input[], states: readonly InputState[]): FormValues {
  const byId = statesById(states)
  return Object.fromEntries(
    inputs.map((input, index) => [nameOf(index), shownValue(byId.get(input.id)?.value ?? null)]),
  )
}

interface DraftOptions {
  inputs: readonly Input[]
  draftKey: string
  form: UseFormReturn<FormValues>
  judge(values: RawValues): void
}

/** Brings back what was typed in this tab before a reload; secrets are not kept. */
function useDraft({ inputs, draftKey, form, judge }: DraftOptions) {
  const [restored, setRestored] = useState(false)
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    const kept = readDraft(draftKey)
    if (!kept) return
    inputs.forEach((input, index) => {
      if (input.id in kept) form.setValue(nameOf(index), kept[input.id], { shouldDirty: true })
    })
    setRestored(true)
    judge(kept)
  }, [inputs, draftKey, form, judge])
  return {
    restored,
    keep: (raw: RawValues) => {
      const open = inputs.filter((input) => !checks[input.type]?.secret).map((input) => input.id)
      keepDraft(draftKey, Object.fromEntries(Object.entries(raw).filter(([id]) => open.includes(id))))
    },
    drop: () => {
      dropDraft(draftKey)
      setRestored(false)
    },
  }
}
