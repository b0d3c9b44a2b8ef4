'use client'

import { useState } from 'react'
import type { FlatInput } from '#engine/flow/inputs/flatten.ts'
import type { InputState } from '#engine/flow/inputs/types.ts'
import { askedValues } from './following.ts'
import { fieldOf, type FormStore } from './form-store.ts'
import { checkLocally, nameOf, rawValues, statesById, type RawValues } from './form-values.ts'

type States = ReadonlyMap<string, InputState>

interface RightOptions<A> {
  inputs: readonly FlatInput[]
  states: States
  store: FormStore
  /** Asks the server; undefined where it could not be asked. */
  ask(values: RawValues): Promise<A | undefined>
}

/** Whether inputs are right, by the browser's word and the server's; what is wrong with them is told from then on. */
export function useRight<A extends { states: InputState[] }>(options: RightOptions<A>) {
  const { inputs, states, store, ask } = options
  const [told, setTold] = useState<ReadonlySet<string>>(new Set())

  /** Asks until what an answer shows again has been judged, too. */
  async function answerFor(known: States, before: ReadonlySet<string>): Promise<A | undefined> {
    const values = askedValues(options, known)
    const answer = await ask(values)
    if (!answer) return undefined
    const sent = new Set([...before, ...Object.keys(values)])
    const next = statesById(answer.states)
    const isWhole = Object.keys(askedValues(options, next)).every((id) => sent.has(id))
    return isWhole ? answer : answerFor(next, sent)
  }

  async function judge(members: readonly FlatInput[]): Promise<{ raw: RawValues; answer: A } | undefined> {
    const ids = new Set(members.map(({ id }) => id))
    setTold((before) => new Set([...before, ...ids]))
    const answer = await answerFor(states, new Set())
    if (!answer) return undefined
    // By the answer alone: what was known before may speak of answers that are others now.
    const next = statesById(answer.states)
    const isWrong = inputs.some((input, n) => {
      const state = next.get(input.id)
      if (!state?.visible || !ids.has(input.id)) return false
      const { value } = fieldOf(store.all(), nameOf(n))
      return state.problems.length > 0 || checkLocally(input, state, value).length > 0
    })
    return isWrong ? undefined : { raw: rawValues(inputs, next, store.values()), answer }
  }

  return {
    told,
    judge,
    forget: () => {
      setTold(new Set())
    },
  }
}
