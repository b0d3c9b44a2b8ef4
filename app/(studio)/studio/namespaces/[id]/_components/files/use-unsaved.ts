'use client'

import { useEffect, useState } from 'react'
import { keptAtOrBelow } from '#components/yaml-editor/kept-text.ts'
import { cleanPath, keptKey } from './file-path.ts'

/** Paths of files, other than the one that is shown, with a text that was typed in this browser and not saved. */
export function useUnsaved(namespace: string, shown: string): ReadonlySet<string> {
  const [paths, setPaths] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    const root = keptKey({ namespace, path: '' })
    const kept = keptAtOrBelow(root.slice(0, -1)).map((key) => cleanPath(key.slice(root.length)))
    setPaths(new Set(kept.filter((path) => path !== shown)))
  }, [namespace, shown])
  return paths
}
