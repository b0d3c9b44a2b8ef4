'use client'

import { useEffect, useRef, useState } from 'react'
import { useHost, type UploadSoFar } from '#components/ui/host.tsx'
import { useLatest } from '#components/ui/use-latest.ts'

/** A file on its way, or one that did not arrive. */
export interface Sending {
  key: number
  file: File
  /** Bytes that the server has. */
  sent: number
  /** Why it did not arrive; then it may be sent again. */
  failed?: string
}

interface Running {
  abort: AbortController
  arrived: UploadSoFar
}

interface UploadEvents {
  onDone(uploadId: string, file: File): void
  /** In words for the person. */
  sayFailure(error: unknown): string
}

/** Sends files side by side; each may be taken back, and sent again from where it broke off. Leaving the page ends all. */
export function useUpload({ onDone, sayFailure }: UploadEvents) {
  const host = useHost()
  const [sendings, setSendings] = useState<readonly Sending[]>([])
  const running = useRef(new Map<number, Running>())
  const count = useRef(0)
  const done = useLatest(onDone)
  const say = useLatest(sayFailure)
  useEffect(() => {
    const all = running.current
    return () => {
      for (const { abort } of all.values()) abort.abort()
    }
  }, [])

  const put = (key: number, change: Partial<Sending>) => {
    setSendings((before) => before.map((one) => (one.key === key ? { ...one, ...change } : one)))
  }
  const drop = (key: number) => {
    running.current.delete(key)
    setSendings((before) => before.filter((one) => one.key !== key))
  }

  async function run(key: number, file: File) {
    const arrived = running.current.get(key)?.arrived ?? { offset: 0 }
    const abort = new AbortController()
    running.current.set(key, { abort, arrived })
    const { signal } = abort
    try {
      const uploaded = await host.upload(file, {
        arrived,
        signal,
        onProgress: (sent) => {
          if (!signal.aborted) put(key, { sent })
        },
      })
      if (signal.aborted) return
      drop(key)
      done(uploaded.id, file)
    } catch (error) {
      if (!signal.aborted) put(key, { failed: say(error) })
    }
  }

  return {
    sendings,
    send: (file: File) => {
      const key = ++count.current
      setSendings((before) => [...before, { key, file, sent: 0 }])
      void run(key, file)
    },
    again: ({ key, file }: Sending) => {
      put(key, { failed: undefined })
      void run(key, file)
    },
    stop: (key: number) => {
      running.current.get(key)?.abort.abort()
      drop(key)
    },
  }
}
