'use client'

import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { get } from '#components/live/api.ts'
import { useLive } from '#components/live/use-resource.ts'
import type { FileAttributes } from '#server/namespace-files/view.ts'
import { filesTopic, foldersAbove, partPath, within } from './file-path.ts'

/** What stands in folders, by their paths. */
export type Listings = Readonly<Record<string, FileAttributes[]>>

/** A line of the tree as it is open now. */
export interface TreeRow {
  path: string
  name: string
  /** From 1. */
  level: number
  /** Among those that stand beside it, from 1. */
  place: number
  beside: number
  folder?: { isOpen: boolean; isPending: boolean }
}

/**
 * Files and folders as a tree; what a folder holds is read when it is opened, and again when something changed.
 * @param initial what the server's page had at hand
 * @param path what is shown: the folders above it are open
 */
export function useTree(namespace: string, initial: Listings, path: string) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(foldersAbove(path)))
  const [shown, setShown] = useState(path)
  if (shown !== path) {
    setShown(path)
    setOpen(new Set([...open, ...foldersAbove(path)]))
  }
  const folders = ['', ...open]
  const paths = folders.map((folder) => partPath('directory', { namespace, path: folder }))
  useLive([filesTopic(namespace)], paths)
  const answers = useQueries({
    queries: folders.map((folder, at) => ({
      queryKey: [paths[at] ?? ''],
      queryFn: ({ signal }: { signal: AbortSignal }) => get<FileAttributes[]>(paths[at] ?? '', signal),
      initialData: initial[folder],
    })),
  })
  const listings = new Map(folders.map((folder, at) => [folder, answers[at]?.data]))

  function rowsIn(folder: string, level: number): TreeRow[] {
    const entries = listings.get(folder) ?? []
    return entries.flatMap(({ fileName, type }, at) => {
      const row = {
        path: within(folder, fileName),
        name: fileName,
        level,
        place: at + 1,
        beside: entries.length,
      }
      if (type === 'File') return [row]
      const isOpen = open.has(row.path)
      const isPending = isOpen && listings.get(row.path) === undefined
      return [{ ...row, folder: { isOpen, isPending } }, ...(isOpen ? rowsIn(row.path, level + 1) : [])]
    })
  }

  return {
    rows: rowsIn('', 1),
    isPending: answers[0]?.data === undefined,
    /** Why the root cannot be read. */
    trouble: answers[0]?.data === undefined ? answers[0]?.error : null,
    toggle: (folder: string, isOpen: boolean) => {
      const next = new Set(open)
      if (isOpen) next.add(folder)
      else next.delete(folder)
      setOpen(next)
    },
  }
}
