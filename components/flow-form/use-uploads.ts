'use client'

import { useCallback, useMemo, useRef } from 'react'
import { useHost, type Host } from '#components/ui/host.tsx'
import { checks } from '#generated/catalog/checks.ts'
import { InnerControl } from './controls.tsx'

/** Files that are still on their way: a form that is sent meanwhile waits for them, else it would go without. */
export function useUploads(): {
  /** The host that the form's controls send their files by. */
  host: Host
  /** Answers whether all have arrived; those that the person took away again do not count. */
  arrived(): Promise<boolean>
} {
  const outer = useHost()
  const running = useRef(new Set<Promise<boolean>>())
  const host = useMemo<Host>(
    () => ({
      ...outer,
      Control: InnerControl,
      fromText: (text, column) => checks[column.type]?.fromText?.(text.trim(), column) ?? text.trim(),
      upload: (file, options) => {
        const upload = outer.upload(file, options)
        const arrival = upload.then(
          () => true,
          () => options.signal.aborted,
        )
        running.current.add(arrival)
        void arrival.finally(() => running.current.delete(arrival))
        return upload
      },
    }),
    [outer],
  )
  const arrived = useCallback(async () => (await Promise.all(running.current)).every(Boolean), [])
  return { host, arrived }
}
