'use client'

import { useEffect, useRef, useState } from 'react'
import type { Json } from '#engine/flow/flow.ts'
import type { FlatInput } from '#engine/flow/inputs/flatten.ts'
import { rawOf } from '#engine/flow/inputs/nested.ts'
import { checks } from '#generated/catalog/checks.ts'
import { dropDraft, keepDraft, readDraft, reconciled, type KeptDraft } from './draft.ts'
import type { FormStore } from './form-store.ts'
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
  draftKey: string
  keeper?: DraftKeeper
  store: FormStore
  judge(values: RawValues): void
}

/** Answers of this tab that stood against newer ones. */
const otherKey = (key: string) => `${key}:other`

/**
 * Brings back what was typed: in this tab before a reload, or elsewhere, where a keeper has it. The newer is shown, and what this
 * tab has besides is offered. Secrets are not kept.
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
    /** Takes what the server is asked about: no defaults. */
    keep: (raw: RawValues) => {
      store({ values: openValues(raw, options.inputs) })
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
    const value = rawOf(values, input.id)
    if (value !== undefined) store.change(nameOf(index), shownValue(value as Json))
  })
  judge(values)
}

/** Without secrets. */
function openValues(values: RawValues, inputs: readonly FlatInput[]): RawValues {
  const secrets = new Set(inputs.flatMap(({ id, type }) => (checks[type]?.secret ? [id] : [])))
  return Object.fromEntries(Object.entries(values).filter(([id]) => !secrets.has(id)))
}
