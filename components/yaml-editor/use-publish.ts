'use client'

import { useState } from 'react'
import { ApiError, get, send } from '#components/live/api.ts'

/** Where a source lives. */
export interface SourceDoor {
  /** REST path of what is there already; absent: it is new. */
  path?: string
  /** REST path that makes a new one. */
  create: string
  /** Query that gives the source with the rest of it: `?source=true`. */
  withSource?: string
}

/** Publishes a text as the next revision; says where it was refused, and why. */
export function usePublish<Published>(
  { path, create, withSource = '' }: SourceDoor,
  done: (published: Published, source: string) => void,
) {
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function run<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (pending) return undefined
    setPending(true)
    setTrouble(undefined)
    try {
      return await work()
    } catch (error) {
      setTrouble(error)
      return undefined
    } finally {
      setPending(false)
    }
  }

  return {
    pending,
    trouble,
    /** Somebody published a newer revision meanwhile. */
    conflict: path !== undefined && trouble instanceof ApiError && trouble.status === 409,
    /** The source has problems; they are underlined in it. */
    invalid: trouble instanceof ApiError && trouble.status === 422,
    clear: () => {
      setTrouble(undefined)
    },
    publish: async (source: string, expectedRevision: number) => {
      const published = await run(() =>
        path
          ? send<Published>('PUT', `${path}?expectedRevision=${String(expectedRevision)}`, { yaml: source })
          : send<Published>('POST', create, { yaml: source }),
      )
      if (published) done(published, source)
    },
    loadNewest: () => run(() => get<{ source: string; revision: number }>(`${path ?? ''}${withSource}`)),
  }
}
