'use client'

import { useLocale } from 'next-intl'
import { useCallback, useMemo, useRef } from 'react'
import { hasDecimalComma, plainDecimal } from '#components/ui/decimal.ts'
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
  const comma = hasDecimalComma(useLocale())
  const running = useRef(new Set<Promise<boolean>>())
  /** Files that did not arrive, and were not taken back. */
  const lost = useRef(new Set<object>())
  const host = useMemo<Host>(
    () => ({
      ...outer,
      Control: InnerControl,
      fromText: (typed, column) => {
        const text = typed.trim()
        return checks[column.type]?.fromText?.(text, column, (number) => plainDecimal(number, comma)) ?? text
      },
      upload: (file, options) => {
        const upload = outer.upload(file, options)
        const { arrived: mine, signal } = options
        lost.current.delete(mine)
        signal.addEventListener('abort', () => lost.current.delete(mine))
        const arrival = upload.then(
          () => true,
          () => {
            if (!signal.aborted) lost.current.add(mine)
            return signal.aborted
          },
        )
        running.current.add(arrival)
        void arrival.finally(() => running.current.delete(arrival))
        return upload
      },
    }),
    [outer, comma],
  )
  const arrived = useCallback(async () => {
    await Promise.all(running.current)
    return lost.current.size === 0
  }, [])
  return { host, arrived }
}
