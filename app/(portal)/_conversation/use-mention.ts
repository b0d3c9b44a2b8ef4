'use client'

import { useRef, useState } from 'react'
import { ApiError, get, send } from '#components/live/api.ts'
import { toast } from '#components/ui/toast.tsx'
import type { Candidate } from '#server/comments/view.ts'

/** The beginning of a name behind an @ that stands before the caret. */
const begun = /(?:^|[\s(])@([\p{L}\p{N}.'’-]*(?: [\p{L}\p{N}.'’-]*)?)$/u

interface MentionOptions {
  requestId: string
  mayShare: boolean
}

/** People whom the word before the caret may mean. */
export function useMention({ requestId, mayShare }: MentionOptions) {
  const [people, setPeople] = useState<Candidate[]>([])
  const [active, setActive] = useState(0)
  const [open, setOpen] = useState(false)
  const asked = useRef<AbortController>(undefined)
  const path = `/requests/${encodeURIComponent(requestId)}`

  function close() {
    asked.current?.abort()
    setOpen(false)
  }

  async function ask(name: string) {
    asked.current?.abort()
    const question = new AbortController()
    asked.current = question
    try {
      const found = await get<Candidate[]>(`${path}/people?q=${encodeURIComponent(name)}`, question.signal)
      if (question.signal.aborted) return
      const offered = found.filter(({ sees }) => sees || mayShare)
      setPeople(offered)
      setActive(0)
      // a second word that nobody is called by is text, not a name
      setOpen(offered.length > 0 || !name.includes(' '))
    } catch (error) {
      // what is typed next asks again
      if (!question.signal.aborted && error instanceof ApiError) setOpen(false)
    }
  }

  return {
    people,
    active,
    open,
    close,
    move: (step: number) => {
      setActive((at) => (people.length === 0 ? 0 : (at + step + people.length) % people.length))
    },
    look: (before: string) => {
      const name = begun.exec(before)?.[1]
      if (name === undefined) close()
      else void ask(name)
    },
    /** Adds somebody who does not see the request yet. @returns whether they see it now */
    letIn: async ({ id, sees }: Candidate): Promise<boolean> => {
      if (sees) return true
      try {
        await send('POST', `${path}/followers`, { body: { personId: id } })
        return true
      } catch (error) {
        toast('danger', error instanceof Error ? error.message : String(error))
        return false
      }
    },
  }
}
