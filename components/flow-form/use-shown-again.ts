'use client'

import { useEffect } from 'react'
import type { FlatInput } from '#engine/flow/inputs/flatten.ts'
import type { InputState } from '#engine/flow/inputs/types.ts'
import { hasUnsent } from './following.ts'
import type { FormStore } from './form-store.ts'
import type { RawValues } from './form-values.ts'

interface ShownAgain {
  inputs: readonly FlatInput[]
  store: FormStore
  states: ReadonlyMap<string, InputState>
  /** The values that the server judged last; undefined: none yet. */
  judged: RawValues | undefined
  /** It is being sent, and sees to it by itself. */
  pending: boolean
  changed(): void
}

/** Where an answer shows an input again that holds something, that counts as a change: it was neither judged nor kept while hidden. */
export function useShownAgain({ inputs, store, states, judged, pending, changed }: ShownAgain): void {
  useEffect(() => {
    if (judged && !pending && hasUnsent({ inputs, store }, states, judged)) changed()
  }, [inputs, store, states, judged, pending, changed])
}
