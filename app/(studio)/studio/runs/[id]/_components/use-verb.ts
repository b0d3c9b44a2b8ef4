'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

/** One call that changes a run: whether it is under way, why it was refused, and the run asked for again after it. */
export function useVerb(executionId: string, call: () => Promise<void>) {
  const client = useQueryClient()
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function act() {
    setPending(true)
    setTrouble(undefined)
    try {
      await call()
      await client.invalidateQueries({ queryKey: [`/executions/${executionId}`] })
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  return { pending, trouble, act }
}

export function actionPath(executionId: string, verb: string): string {
  return `/executions/${encodeURIComponent(executionId)}/actions/${verb}`
}
