'use client'

import { useEffect, useState } from 'react'
import { send } from '#components/live/api.ts'
import type { Note, Problem } from '#engine/flow/problem.ts'

const pauseMs = 250

interface Answer {
  problems: Problem[]
  notes: Note[]
}

interface Judged extends Answer {
  /** The text that was judged last. */
  checked: string | undefined
}

/**
 * The server's judgement of a text, asked a moment after the last key; only the latest answer counts.
 * @param path of the REST call that judges
 */
export function useValidation(path: string, text: string): Judged {
  const [state, setState] = useState<Judged>({ problems: [], notes: [], checked: undefined })
  useEffect(() => {
    const abort = new AbortController()
    const timer = setTimeout(() => {
      send<Answer[]>('POST', path, { yaml: text, signal: abort.signal }).then(
        (answers) => {
          if (!abort.signal.aborted)
            setState({
              problems: answers.flatMap((answer) => answer.problems),
              notes: answers.flatMap((answer) => answer.notes),
              checked: text,
            })
        },
        () => {
          // Offline or signed out: saving says so; what was known stays underlined.
        },
      )
    }, pauseMs)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [path, text])
  return state
}
