'use client'

import { useEffect, useRef, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { FlatInput } from '#engine/flow/inputs/flatten.ts'
import { checks } from '#generated/catalog/checks.ts'
import { dropDraft, keepDraft, readDraft } from './draft.ts'
import { nameOf, type FormValues, type RawValues } from './form-values.ts'

interface DraftOptions {
  inputs: readonly FlatInput[]
  draftKey: string
  form: UseFormReturn<FormValues>
  judge(values: RawValues): void
}

/** Brings back what was typed in this tab before a reload; secrets are not kept. */
export function useDraft({ inputs, draftKey, form, judge }: DraftOptions) {
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
