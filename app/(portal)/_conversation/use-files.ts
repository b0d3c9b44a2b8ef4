'use client'

import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { randomId } from '#components/live/random-id.ts'
import { useHost } from '#components/ui/host.tsx'
import { useByteSize } from '#components/ui/use-byte-size.ts'

/** A file on its way into a comment. */
export interface BoxFile {
  key: string
  name: string
  /** Bytes. */
  size: number
  sent: number
  /** Once all of it is there. */
  uploadId?: string
}

const most = 10

/** Files that are sent as soon as they are chosen. */
export function useFiles() {
  const t = useTranslations('conversation')
  const host = useHost()
  const size = useByteSize()
  const [list, setList] = useState<BoxFile[]>([])
  const [refusal, setRefusal] = useState<string>()
  const running = useRef(new Map<string, AbortController>())

  const change = (key: string, part: Partial<BoxFile>) => {
    setList((files) => files.map((file) => (file.key === key ? { ...file, ...part } : file)))
  }
  const drop = (key: string) => {
    running.current.get(key)?.abort()
    running.current.delete(key)
    setList((files) => files.filter((file) => file.key !== key))
  }

  async function send(file: File) {
    const key = randomId()
    const stop = new AbortController()
    running.current.set(key, stop)
    setList((files) => [...files, { key, name: file.name, size: file.size, sent: 0 }])
    try {
      const { id } = await host.upload(file, {
        signal: stop.signal,
        arrived: { offset: 0 },
        onProgress: (sent) => {
          change(key, { sent })
        },
      })
      change(key, { uploadId: id, sent: file.size })
    } catch (error) {
      if (stop.signal.aborted) return
      drop(key)
      setRefusal(error instanceof Error ? error.message : t('uploadFailed'))
    }
  }

  return {
    list,
    refusal,
    sending: list.some(({ uploadId }) => uploadId === undefined),
    clear: () => {
      setList([])
    },
    take: (files: FileList) => {
      setRefusal(undefined)
      const room = most - list.length
      for (const [index, file] of [...files].entries()) {
        if (index >= room) setRefusal(t('tooMany'))
        else if (file.size === 0) setRefusal(t('emptyFile'))
        else if (file.size > host.maxUploadBytes)
          setRefusal(t('tooLarge', { size: size(host.maxUploadBytes) }))
        else void send(file)
      }
    },
    remove: (key: string) => {
      const id = list.find((file) => file.key === key)?.uploadId
      drop(key)
      if (id !== undefined) void host.forget(id)
    },
  }
}
