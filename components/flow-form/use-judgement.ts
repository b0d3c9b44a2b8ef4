'use client'

import { useState } from 'react'
import type { FlatInput } from '#engine/flow/inputs/flatten.ts'
import type { InputState } from '#engine/flow/inputs/types.ts'
import { follow } from './following.ts'
import type { FormStore } from './form-store.ts'
import { statesById, withKept, type RawValues } from './form-values.ts'
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
  const [states, setStates] = useState<ReadonlyMap<string, InputState>>(() => statesById(options.states))
  const [judged, setJudged] = useState<RawValues>()
  const [trouble, setTrouble] = useState<unknown>()

  const ask = useServerCheck<A>({
    validate: (values, signal) => options.validate(values, signal),
    onAnswer: (answer, values) => {
      const next = statesById(answer.states)
      follow(options, { before: states, after: next, values })
      setStates((before) => withKept(before, answer.states))
      setJudged(values)
      setTrouble(undefined)
      options.onAnswer?.(answer)
    },
    onTrouble: setTrouble,
  })

  return { states, judged, ask, trouble, setTrouble }
}
