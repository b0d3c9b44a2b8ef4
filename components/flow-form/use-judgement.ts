'use client'

import { useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { FlatInput } from '#engine/flow/inputs/flatten.ts'
import type { InputState } from '#engine/flow/inputs/types.ts'
import { checks } from '#generated/catalog/checks.ts'
import { nameOf, shownValue, statesById, withKept, type FormValues, type RawValues } from './form-values.ts'
import { useServerCheck } from './use-server-check.ts'

interface JudgementOptions<A extends { states: InputState[] }> {
  form: UseFormReturn<FormValues>
  inputs: readonly FlatInput[]
  states: readonly InputState[]
  validate(values: RawValues, signal: AbortSignal): Promise<A>
  onAnswer?(answer: A): void
}

/** What is known about each input: the server's word, and at once the browser's own check. */
export function useJudgement<A extends { states: InputState[] }>(options: JudgementOptions<A>) {
  const { form, inputs } = options
  const [states, setStates] = useState<ReadonlyMap<string, InputState>>(() => statesById(options.states))
  const [judged, setJudged] = useState<RawValues>({})
  const [trouble, setTrouble] = useState<unknown>()

  /** What a person typed is theirs; only untouched fields follow the server. */
  function follow(next: ReadonlyMap<string, InputState>) {
    inputs.forEach((input, index) => {
      const name = nameOf(index)
      const state = next.get(input.id)
      const free = state?.visible && !checks[input.type]?.secret && !form.getFieldState(name).isDirty
      if (!free) return
      const value = shownValue(state.value)
      // each reset draws every field again
      if (JSON.stringify(form.getValues(name)) !== JSON.stringify(value))
        form.resetField(name, { defaultValue: value })
    })
  }

  const ask = useServerCheck<A>({
    validate: (values, signal) => options.validate(values, signal),
    onAnswer: (answer, values) => {
      const next = statesById(answer.states)
      follow(next)
      setStates((before) => withKept(before, answer.states))
      setJudged(values)
      setTrouble(undefined)
      options.onAnswer?.(answer)
    },
    onTrouble: setTrouble,
  })

  return { states, judged, ask, trouble, setTrouble }
}
