'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from '#components/ui/toast.tsx'

interface Acting {
  /** Key of what goes on. */
  pending: string | undefined
  /** Why the last one failed. */
  trouble: unknown
  /** @param told what is said where it succeeds */
  act(key: string, work: () => Promise<unknown>, told: string): Promise<void>
  forget(): void
}

/** Changes of what stands in a list or on a page, one at a time; whatever comes of one, it is asked again. @param path of what is asked again */
export function useAct(path: string, onDone?: () => void): Acting {
  const client = useQueryClient()
  const [pending, setPending] = useState<string>()
  const [trouble, setTrouble] = useState<unknown>()

  async function act(key: string, work: () => Promise<unknown>, told: string) {
    setPending(key)
    setTrouble(undefined)
    try {
      await work()
      onDone?.()
      toast('success', told)
    } catch (error) {
      setTrouble(error)
    } finally {
      await client.invalidateQueries({ queryKey: [path] })
      setPending(undefined)
    }
  }

  return {
    pending,
    trouble,
    act,
    forget: () => {
      setTrouble(undefined)
    },
  }
}
