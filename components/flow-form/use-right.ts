'use client'

import { useState } from 'react'
import type { FlatInput } from '#engine/flow/inputs/flatten.ts'
import type { InputState } from '#engine/flow/inputs/types.ts'
import { fieldOf, type FormStore } from './form-store.ts'
import { nameOf, problemsWith, rawValues, type RawValues } from './form-values.ts'

interface RightOptions<A> {
  inputs: readonly FlatInput[]
  states: ReadonlyMap<string, InputState>
  store: FormStore
  /** The values that the server judged last. */
  judged: RawValues
  /** Asks the server; undefined where it could not be asked. */
  ask(values: RawValues): Promise<A | undefined>
}

/** Whether inputs are right, by the browser's word and the server's; what is wrong with them is told from then on. */
export function useRight<A extends { states: InputState[] }>(options: RightOptions<A>) {
  const { inputs, states, judged, store, ask } = options
  const [told, setTold] = useState<ReadonlySet<string>>(new Set())

  async function judge(members: readonly FlatInput[]): Promise<{ raw: RawValues; answer: A } | undefined> {
    const ids = new Set(members.map(({ id }) => id))
    setTold((before) => new Set([...before, ...ids]))
    const raw = rawValues(inputs, states, store.values())
    const stands = inputs.some((input, n) => {
      const state = states.get(input.id)
      if (!state || !ids.has(input.id)) return false
      return (
        problemsWith({ input, state, judged: judged[input.id] }, fieldOf(store.all(), nameOf(n)).value)
          .length > 0
      )
    })
    // A value that the server refused before may be right now: it is asked again all the same.
    const answer = await ask(raw)
    if (stands || !answer) return undefined
    const refused = answer.states.some(({ id, visible, problems }) => {
      return ids.has(id) && visible && problems.length > 0
    })
    return refused ? undefined : { raw, answer }
  }

  return {
    told,
    judge,
    forget: () => {
      setTold(new Set())
    },
  }
}
