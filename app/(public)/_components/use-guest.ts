'use client'

import { useEffect, useMemo, useRef, useState } from 'react'
import { callAsOutsider, get, send } from '#components/live/api.ts'
import type { PublicAppView } from '#server/guests/view.ts'
import { captchaAnswer } from './captcha.tsx'
import { keepToken, keptToken } from './kept-token.ts'

interface AboutYou {
  name: string
  email: string
}

export interface GuestOptions {
  initial: PublicAppView
  /** Of a link that is open already. */
  token?: string
}

/** Who fills in a public form, and how they come to be somebody: by a code, or when they first need to be. */
export function useGuest({ initial, token: given }: GuestOptions) {
  // every view comes with a ticket of its own, so the time to read begins anew with each
  const [{ view, openedAt }, setOpened] = useState(() => ({ view: initial, openedAt: Date.now() }))
  const isPerson = initial.you === 'person'
  const token = useRef(given)
  const about = useRef<AboutYou>({ name: '', email: '' })
  const beginning = useRef<Promise<void>>(undefined)
  const base = `/public/apps/${initial.id}`
  // before anything below calls
  useState(() => {
    if (typeof window !== 'undefined' && !isPerson) callAsOutsider(given)
  })

  useEffect(() => {
    if (isPerson || given !== undefined) return
    const kept = keptToken(initial.id)
    if (kept === undefined) return
    callAsOutsider(kept)
    get<PublicAppView>(`/public/apps/${initial.id}${location.search}`).then(
      (again) => {
        token.current = kept
        setOpened({ view: again, openedAt: Date.now() })
      },
      () => {
        // ended meanwhile: they begin anew
        keepToken(initial.id, undefined)
        callAsOutsider()
      },
    )
  }, [isPerson, given, initial.id])

  return useMemo(() => {
    async function begin(body: object): Promise<void> {
      const { token: fresh } = await send<{ token: string }>('POST', `${base}/guests`, { body })
      token.current = fresh
      keepToken(initial.id, fresh)
      callAsOutsider(fresh)
    }
    /** Once, whoever asks first. */
    async function ensure(): Promise<void> {
      if (isPerson || token.current !== undefined) return
      beginning.current ??= begin({
        ...(about.current.name.trim() === '' ? {} : { name: about.current.name }),
        ...(about.current.email.trim() === '' ? {} : { email: about.current.email.trim() }),
        captcha: captchaAnswer(),
      }).catch((error: unknown) => {
        beginning.current = undefined
        throw error
      })
      await beginning.current
    }
    function setView(next: PublicAppView): void {
      setOpened({ view: next, openedAt: Date.now() })
    }
    return { view, openedAt, setView, base, about, token, begin, ensure, isPerson }
  }, [view, openedAt, base, initial.id, isPerson])
}

export type Guest = ReturnType<typeof useGuest>
