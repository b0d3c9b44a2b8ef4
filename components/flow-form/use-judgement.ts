'use client'

import { useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { Input } from '#engine/flow/flow.ts'
import type { FlatInput } from '#engine/flow/inputs/flatten.ts'
import type { InputProblem, InputState } from '#engine/flow/inputs/types.ts'
import { checks } from '#generated/catalog/checks.ts'
import {
  checkLocally,
  isAsked,
  nameOf,
  shownValue,
  statesById,
  type FormValues,
  type RawValues,
} from './form-values.ts'
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
  const [states, setStates] = useState(() => statesById(options.states))
  const [judged, setJudged] = useState<RawValues>({})
  const [trouble, setTrouble] = useState<unknown>()

  /** What a person typed is theirs; only untouched fields follow the server. */
  function follow(next: ReadonlyMap<string, InputState>) {
    inputs.forEach((input, index) => {
      const name = nameOf(index)
      const state = next.get(input.id)
      const free = state?.visible && !checks[input.type]?.secret && !form.getFieldState(name).isDirty
      if (free) form.resetField(name, { defaultValue: shownValue(state.value) })
    })
  }

  const ask = useServerCheck<A>({
    validate: (values, signal) => options.validate(values, signal),
    onAnswer: (answer, values) => {
      const next = statesById(answer.states)
      follow(next)
      setStates(next)
      setJudged(values)
      setTrouble(undefined)
      options.onAnswer?.(answer)
    },
    onTrouble: setTrouble,
  })

  /** What speaks against a value: the browser's check, else the server's where it judged this very value. */
  function problemsWith(input: Input, value: unknown): InputProblem[] {
    const state = states.get(input.id)
    const local = checkLocally(input, state, value)
    if (local.length > 0 || !state?.visible) return local
    if (!isAsked(input)) return state.problems
    const same = JSON.stringify(judged[input.id] ?? '') === JSON.stringify(value ?? '')
    return same ? state.problems : []
  }

  return { states, ask, problemsWith, trouble, setTrouble }
}
