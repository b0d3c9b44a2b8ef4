'use client'

import { useEffect } from 'react'
import type { FlatInput } from '#engine/flow/inputs/flatten.ts'
import { preloadControls } from './controls.tsx'

/** Loads the controls that a form may show, before they are shown. */
export function usePreloadedControls(inputs: readonly FlatInput[]): void {
  useEffect(() => {
    preloadControls(inputs.flatMap((input) => [input, ...(input.columns ?? [])].map(({ type }) => type)))
  }, [inputs])
}
