'use client'

import { useState } from 'react'
import { send } from './api.ts'

interface RemovalOptions {
  /** REST path of the list; one of it is removed below it. */
  path: string
  /** Shows the list anew. */
  onRemoved(id: string): Promise<void>
}

/** Removes one of a list for good: the first click asks whether one is sure, the second removes. */
export function useRemoval({ path, onRemoved }: RemovalOptions) {
  const [sure, setSure] = useState<string>()
  const [pending, setPending] = useState<string>()
  const [trouble, setTrouble] = useState<unknown>()

  async function remove(id: string) {
    if (sure !== id) {
      setSure(id)
      return
    }
    setPending(id)
    setTrouble(undefined)
    try {
      await send('DELETE', `${path}/${encodeURIComponent(id)}`)
      await onRemoved(id)
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(undefined)
      setSure(undefined)
    }
  }

  return {
    trouble,
    isSure: (id: string) => sure === id,
    isPending: (id: string) => pending === id,
    remove: (id: string) => void remove(id),
  }
}
