'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ApiError } from '#components/live/api.ts'
import { randomId } from '#components/live/random-id.ts'
import { sendBytes } from '#components/live/send-bytes.ts'
import { filePath, formOf, partPath, within } from './file-path.ts'

/** A file on its way, or one that waits for an answer. */
export interface UploadItem {
  id: string
  file: File
  folder: string
  path: string
  sent: number
  /** `exists`: there is one of this name, and it must be said whether it is replaced. */
  state: 'sending' | 'exists' | 'failed' | 'done'
  error?: unknown
}

export interface Uploads {
  items: readonly UploadItem[]
  add(files: readonly File[], folder: string): void
  /** Sends them again after a failure. */
  repeat(ids: readonly string[]): void
  /** Sends them over what is there. */
  replace(ids: readonly string[]): void
  /** Takes them off the list; one that is under way is stopped. */
  drop(ids: readonly string[]): void
}

/** Only where there is none yet. */
const unseen = '&expected=0'

/** Whether another file of this name is in the way; a folder of this name is a failure. */
const isThere = (error: unknown) =>
  error instanceof ApiError && error.status === 409 && error.details.some(({ path }) => path === 'expected')

/** Files that are sent into folders of a namespace, one after the other. Nothing is replaced unasked. */
export function useUploads(namespace: string): Uploads {
  const client = useQueryClient()
  const [items, setItems] = useState<readonly UploadItem[]>([])
  const queue = useRef<Promise<void>>(Promise.resolve())
  const stops = useRef(new Map<string, AbortController>())

  const change = (id: string, changes: Partial<UploadItem>) => {
    setItems((all) => all.map((item) => (item.id === id ? { ...item, ...changes } : item)))
  }

  async function send({ id, file, folder, path }: UploadItem, more: string): Promise<void> {
    const stop = stops.current.get(id)
    if (!stop || stop.signal.aborted) return
    try {
      await sendBytes({
        method: 'POST',
        path: filePath({ namespace, path }, more),
        body: formOf(file),
        signal: stop.signal,
        onSent: (bytes) => {
          change(id, { sent: Math.min(bytes, file.size) })
        },
      })
      change(id, { state: 'done', sent: file.size })
      await client.invalidateQueries({ queryKey: [partPath('directory', { namespace, path: folder })] })
    } catch (error) {
      if (!stop.signal.aborted) change(id, { state: isThere(error) ? 'exists' : 'failed', error })
    }
  }

  function begin(item: UploadItem, more: string): void {
    stops.current.set(item.id, new AbortController())
    queue.current = queue.current.then(() => send(item, more))
  }

  function again(ids: readonly string[], more: string): void {
    for (const item of items.filter(({ id }) => ids.includes(id))) {
      change(item.id, { state: 'sending', sent: 0, error: undefined })
      begin(item, more)
    }
  }

  return {
    items,
    add: (files, folder) => {
      const added = files.map((file): UploadItem => {
        const path = within(folder, file.name)
        return { id: randomId(), file, folder, path, sent: 0, state: 'sending' }
      })
      setItems((all) => [...all.filter(({ state }) => state !== 'done'), ...added])
      for (const item of added) begin(item, unseen)
    },
    repeat: (ids) => {
      again(ids, unseen)
    },
    replace: (ids) => {
      again(ids, '')
    },
    drop: (ids) => {
      for (const id of ids) stops.current.get(id)?.abort()
      setItems((all) => all.filter(({ id }) => !ids.includes(id)))
    },
  }
}
