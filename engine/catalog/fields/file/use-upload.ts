'use client'

import { useEffect, useRef, useState } from 'react'
import { useHost } from '#components/ui/host.tsx'

export interface Sending {
  name: string
  /** Bytes. */
  size: number
  sent: number
}

/** Sends one file at a time; a new one, a removal or leaving the page ends the one before. */
export function useUpload({
  onDone,
  onFailed,
}: {
  onDone(uploadId: string): void
  onFailed(error: unknown): void
}) {
  const host = useHost()
  const [sending, setSending] = useState<Sending>()
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])

  async function send(file: File) {
    running.current?.abort()
    const mine = new AbortController()
    running.current = mine
    const show = (sent: number) => {
      if (!mine.signal.aborted) setSending({ name: file.name, size: file.size, sent })
    }
    show(0)
    try {
      const uploaded = await host.upload(file, { onProgress: show, signal: mine.signal })
      if (!mine.signal.aborted) onDone(uploaded.id)
    } catch (error) {
      if (!mine.signal.aborted) onFailed(error)
    } finally {
      if (!mine.signal.aborted) setSending(undefined)
    }
  }

  return {
    sending,
    send,
    stop: () => {
      running.current?.abort()
      setSending(undefined)
    },
  }
}
