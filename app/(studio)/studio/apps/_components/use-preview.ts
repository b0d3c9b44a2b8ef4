'use client'

import { useEffect, useState } from 'react'
import { send } from '#components/live/api.ts'
import type { SourceState } from '#components/yaml-editor/source-editor.tsx'
import type { Audience, Moment } from '#engine/flow/app.ts'
import type { PreviewPage } from '#server/apps/preview-app.ts'

/** What an author looks at. */
export interface Looked {
  moment: Moment
  as: Audience
  /** A past execution in place of example values. */
  executionId?: string
}

export interface ShownPage {
  /** The source that it was made of. */
  source: string
  looked: Looked
  page: PreviewPage
}

const pauseMs = 250

/** The page that a source makes; while the source has problems, the last one that could be made. */
export function usePreview({ text, valid }: SourceState, looked: Looked) {
  const [shown, setShown] = useState<ShownPage>()
  const [trouble, setTrouble] = useState<unknown>()
  const { moment, as, executionId } = looked
  useEffect(() => {
    if (!valid) return
    const abort = new AbortController()
    const wanted: Looked = { moment, as, executionId }
    const timer = setTimeout(() => {
      send<PreviewPage>('POST', '/apps/preview', {
        body: { source: text, ...wanted },
        signal: abort.signal,
      }).then(
        (page) => {
          if (abort.signal.aborted) return
          setShown({ source: text, looked: wanted, page })
          setTrouble(undefined)
        },
        (error: unknown) => {
          if (!abort.signal.aborted) setTrouble(error)
        },
      )
    }, pauseMs)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [text, valid, moment, as, executionId])
  return { shown, trouble }
}
