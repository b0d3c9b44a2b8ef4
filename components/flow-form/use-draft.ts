'use client'

import { useEffect, useRef, useState } from 'react'
import type { Json } from '#engine/flow/flow.ts'
import type { FlatInput } from '#engine/flow/inputs/flatten.ts'
import type { InputState } from '#engine/flow/inputs/types.ts'
import { checks } from '#generated/catalog/checks.ts'
import { dropDraft, keepDraft, readDraft, reconciled, type KeptDraft } from './draft.ts'
import { fieldOf, type FormStore } from './form-store.ts'
import { nameOf, shownValue, type RawValues } from './form-values.ts'

/** Where answers are kept beyond this tab, as one types them. */
export interface DraftKeeper {
  /** What the form goes on with, as it was typed. */
  begun?: KeptDraft
  /** Names this tab's copy of what is not kept there yet. */
  key(): string
  /** The version that is typed on now; 0: nothing is kept yet. */
  version(): number
  keep(draft: Omit<KeptDraft, 'at'>): void
  /** What is typed from now on is a draft of its own. */
  fork(): void
}

interface DraftOptions {
  inputs: readonly FlatInput[]
  /** As the form opens. */
  states: readonly InputState[]
  draftKey: string
  keeper?: DraftKeeper
  store: FormStore
  judge(values: RawValues): void
}

/** Answers of this tab that stood against newer ones. */
const otherKey = (key: string) => `${key}:other`

/**
 * Brings back what was typed: in this tab before a reload, or elsewhere, where a keeper has it. The newer is shown, and what this
 * tab has besides is offered. Secrets are not kept, nor what the author's defaults said.
 */
export function useDraft(options: DraftOptions) {
  const { draftKey, keeper } = options
  const [restored, setRestored] = useState(false)
  const [other, setOther] = useState<KeptDraft>()
  const [step, setStep] = useState(keeper?.begun?.step ?? 0)
  const held = useRef({ values: keeper?.begun?.values ?? {}, step })
  const key = () => keeper?.key() ?? draftKey

  function show({ values, step: at }: KeptDraft) {
    held.current = { values, step: at }
    setStep(at)
    fill(values, options)
  }

  function store(change: Partial<typeof held.current>) {
    held.current = { ...held.current, ...change }
    const base = keeper?.version() ?? 0
    keepDraft(key(), held.current.values, { step: held.current.step, base })
    keeper?.keep({ ...held.current, base })
  }

  useOnce(() => {
    const { shown, aside, isForked } = reconciled(readDraft(key()), keeper?.begun)
    if (aside) keepDraft(otherKey(key()), aside.values, aside)
    setOther(readDraft(otherKey(key())))
    if (isForked) keeper?.fork()
    if (shown) show(shown)
    if (!shown || shown === keeper?.begun) return dropDraft(key())
    store({})
    setRestored(!keeper)
  })

  return {
    restored,
    step,
    /** Answers of this tab that are not shown. */
    other,
    /** Shows them, or lets go of them. */
    settleOther: (wanted: boolean) => {
      dropDraft(otherKey(key()))
      setOther(undefined)
      if (!wanted || !other) return
      keeper?.fork()
      show(other)
      store({})
    },
    keep: (raw: RawValues) => {
      store({ values: openValues(raw, options) })
    },
    moved: (to: number) => {
      store({ step: to })
    },
    drop: () => {
      dropDraft(key())
      held.current = { values: {}, step: 0 }
      setRestored(false)
    },
  }
}

function useOnce(act: () => void) {
  const done = useRef(false)
  useEffect(() => {
    if (done.current) return
    done.current = true
    act()
  })
}

/** Puts answers into the form, as if they were typed. */
function fill(values: RawValues, { inputs, store, judge }: DraftOptions) {
  inputs.forEach((input, index) => {
    if (!(input.id in values)) return
    store.change(nameOf(index), shownValue(values[input.id] as Json))
  })
  judge(values)
}

/** Without secrets, and without what nobody typed or gave. */
function openValues(raw: RawValues, { inputs, states, store }: DraftOptions): RawValues {
  const byDefault = new Set(states.flatMap(({ id, isDefault }) => (isDefault ? [id] : [])))
  const isOpen = (input: FlatInput, index: number) =>
    input.id in raw &&
    !checks[input.type]?.secret &&
    (!byDefault.has(input.id) || fieldOf(store.all(), nameOf(index)).isDirty)
  return Object.fromEntries(inputs.filter(isOpen).map(({ id }) => [id, raw[id]]))
}
