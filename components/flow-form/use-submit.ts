'use client'

import { useRef, useState } from 'react'
import { randomId } from '#components/live/random-id.ts'
import type { RawValues } from './form-values.ts'

type Send = (values: RawValues, idempotencyKey: string) => Promise<void>

/**
 * Sends a form once, however often it is clicked. The key stays the same while the values do: a repeat after a lost
 * connection is the same wish, not a second one. Once it was taken it stays pending: the page goes on from here.
 */
export function useSubmit(send: Send): {
  pending: boolean
  /** Runs `prepare`, and sends what it gives; `undefined` refuses. Answers whether it was taken. */
  run(prepare: () => Promise<RawValues | undefined>): Promise<boolean>
} {
  const [pending, setPending] = useState(false)
  const busy = useRef(false)
  const wish = useRef({ text: '', key: '' })

  async function run(prepare: () => Promise<RawValues | undefined>): Promise<boolean> {
    if (busy.current) return false
    busy.current = true
    setPending(true)
    let taken = false
    try {
      const values = await prepare()
      if (!values) return false
      const text = JSON.stringify(values)
      if (wish.current.text !== text) wish.current = { text, key: randomId() }
      await send(values, wish.current.key)
      taken = true
      return true
    } finally {
      busy.current = taken
      setPending(taken)
    }
  }

  return { pending, run }
}
