'use client'

import { useEffect, useState } from 'react'
import type { Choice, FoundChoices, SearchChoices } from './host.tsx'
import { useLatest } from './use-latest.ts'

const pauseMs = 200

interface ChoicesOptions {
  text: string
  open: boolean
  /** What is offered before anybody has typed. */
  choices: readonly Choice[]
  search?: SearchChoices
}

interface Choices extends FoundChoices {
  /** `idle`: nothing to offer before something is typed. */
  state: 'idle' | 'searching' | 'searchFailed' | 'found'
}

/** Asks for what fits a text a moment after the last key; what was found before stays to be seen meanwhile, as far as it fits. */
export function useChoices({ text, open, choices, search }: ChoicesOptions): Choices {
  const [asked, setAsked] = useState<{ text: string; found?: FoundChoices; failed?: true }>()
  const can = search !== undefined
  const ask = useLatest<[string, AbortSignal], Promise<FoundChoices>>((wanted, signal) =>
    search ? search(wanted, signal) : Promise.resolve({ options: [], total: 0 }),
  )
  useEffect(() => {
    if (!open || !can) return
    const abort = new AbortController()
    const timer = setTimeout(
      () => {
        ask(text, abort.signal).then(
          (found) => {
            if (!abort.signal.aborted) setAsked({ text, found })
          },
          () => {
            if (!abort.signal.aborted) setAsked({ text, failed: true })
          },
        )
      },
      text === '' ? 0 : pauseMs,
    )
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [text, open, can, ask])

  const isFresh = asked?.text === text
  if (isFresh && asked.failed) return { state: 'searchFailed', options: [], total: 0 }
  const found = asked?.found ?? { options: [...choices], total: choices.length }
  // who types and goes on by keys at once must not get what they did not type
  if (!isFresh)
    return { state: 'searching', total: found.total, options: found.options.filter(fitting(text)) }
  return { state: found.total === 0 && text === '' ? 'idle' : 'found', ...found }
}

function fitting(text: string): (choice: Choice) => boolean {
  const wanted = text.trim().toLowerCase()
  return ({ label }) => label.toLowerCase().includes(wanted)
}
