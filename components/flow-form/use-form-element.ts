'use client'

import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react'
import { keepEarlyTyping } from '#components/ui/use-early-typing.ts'
import type { FlatInput } from '#engine/flow/inputs/flatten.ts'
import { preloadControls } from './controls.tsx'

/** The form's element: what was typed before it lived is kept, and the controls that it may show are loaded. */
export function useFormElement(inputs: readonly FlatInput[]): RefObject<HTMLFormElement | null> {
  const element = useRef<HTMLFormElement>(null)
  useLayoutEffect(() => (element.current ? keepEarlyTyping(element.current) : undefined), [])
  useEffect(() => {
    preloadControls(inputs.flatMap((input) => [input, ...(input.columns ?? [])].map(({ type }) => type)))
  }, [inputs])
  return element
}
