'use client'

import { useEffect, useState } from 'react'
import { liveStream } from '#components/live/stream.ts'
import { AppDraft, type OpenForm } from './app-draft.ts'

/** The form's draft, kept while the page is open: stored before it goes, looked at when it is seen again or something happened to it. */
export function useAppDraft(form: OpenForm, personId: string): AppDraft {
  const [draft] = useState(() => new AppDraft(form))
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'hidden') draft.flush()
      else draft.hear()
    }
    document.addEventListener('visibilitychange', look)
    const leave = liveStream().listen([`drafts:${personId}`], () => {
      draft.hear()
    })
    return () => {
      document.removeEventListener('visibilitychange', look)
      leave()
      draft.flush()
    }
  }, [draft, personId])
  return draft
}
