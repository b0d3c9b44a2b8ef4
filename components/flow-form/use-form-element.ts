'use client'

import { useCallback, useEffect, type RefCallback } from 'react'
import { keepEarlyTyping } from '#components/ui/use-early-typing.ts'
import type { FlatInput } from '#engine/flow/inputs/flatten.ts'
import { preloadControls } from './controls.tsx'

/**
 * For the form's element, which may come to life after what sends it: what was typed before is kept from then on, and the controls
 * that it may show are loaded.
 */
export function useFormElement(inputs: readonly FlatInput[]): RefCallback<HTMLFormElement> {
  useEffect(() => {
    preloadControls(inputs.flatMap((input) => [input, ...(input.columns ?? [])].map(({ type }) => type)))
  }, [inputs])
  return useCallback(
    (element: HTMLFormElement | null) => (element ? keepEarlyTyping(element) : undefined),
    [],
  )
}
