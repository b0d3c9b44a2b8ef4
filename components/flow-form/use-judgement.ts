'use client'

import { useState } from 'react'
import type { FlatInput } from '#engine/flow/inputs/flatten.ts'
import type { InputState } from '#engine/flow/inputs/types.ts'
import { checks } from '#generated/catalog/checks.ts'
import { fieldOf, type FormStore } from './form-store.ts'
import { isAsked, isSent, nameOf, shownValue, statesById, withKept, type RawValues } from './form-values.ts'
import { useServerCheck } from './use-server-check.ts'

interface JudgementOptions<A extends { states: InputState[] }> {
  store: FormStore
  inputs: readonly FlatInput[]
  states: readonly InputState[]
  validate(values: RawValues, signal: AbortSignal): Promise<A>
  onAnswer?(answer: A): void
}

/** What is known about each input: the server's word, and at once the browser's own check. */
export function useJudgement<A extends { states: InputState[] }>(options: JudgementOptions<A>) {
  const { store, inputs } = options
  const [states, setStates] = useState<ReadonlyMap<string, InputState>>(() => statesById(options.states))
  const [judged, setJudged] = useState<RawValues>({})
  const [trouble, setTrouble] = useState<unknown>()

  /** What a person typed, or emptied while the server judged, is theirs; only untouched fields follow the server. */
  function follow(next: ReadonlyMap<string, InputState>, values: RawValues) {
    inputs.forEach((input, index) => {
      const name = nameOf(index)
      const state = next.get(input.id)
      const field = fieldOf(store.all(), name)
      const free = state?.visible && !checks[input.type]?.secret && !field.isDirty
      const wasAsked = isAsked(input) && states.get(input.id)?.visible === true
      if (!free || (wasAsked && !isSent(input.id, values, field.value))) return
      const value = shownValue(state.value)
      if (JSON.stringify(field.value) !== JSON.stringify(value)) store.follow(name, value)
    })
  }

  const ask = useServerCheck<A>({
    validate: (values, signal) => options.validate(values, signal),
    onAnswer: (answer, values) => {
      const next = statesById(answer.states)
      follow(next, values)
      setStates((before) => withKept(before, answer.states))
      setJudged(values)
      setTrouble(undefined)
      options.onAnswer?.(answer)
    },
    onTrouble: setTrouble,
  })

  return { states, judged, ask, trouble, setTrouble }
}
