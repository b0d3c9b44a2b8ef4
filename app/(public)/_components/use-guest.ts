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
export function useGuest({ initial, token: linked }: GuestOptions) {
  // every view comes with a ticket of its own, so the time to read begins anew with each
  const [{ view, openedAt }, setOpened] = useState(() => ({ view: initial, openedAt: Date.now() }))
  const isPerson = initial.you === 'person'
  const token = useRef(linked)
  const about = useRef<AboutYou>({ name: '', email: '' })
  const beginning = useRef<Promise<void>>(undefined)
  /** What they had said of themselves when they began here. */
  const said = useRef<Partial<AboutYou>>(undefined)
  const base = `/public/apps/${initial.id}`
  // before anything below calls
  useState(() => {
    if (typeof window !== 'undefined' && !isPerson) callAsOutsider(linked)
  })

  useEffect(() => {
    if (isPerson || linked !== undefined) return
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
  }, [isPerson, linked, initial.id])

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
      const now = given(about.current)
      beginning.current ??= begin({ ...now, captcha: captchaAnswer() }).catch((error: unknown) => {
        beginning.current = undefined
        throw error
      })
      await beginning.current
      said.current ??= now
    }
    /** What they have said since: who gives a file before that has begun without. */
    function unsaid(): Partial<AboutYou> | undefined {
      const now = given(about.current)
      const isSaid = !said.current || JSON.stringify(now) === JSON.stringify(said.current)
      return isSaid ? undefined : now
    }
    function setView(next: PublicAppView): void {
      setOpened({ view: next, openedAt: Date.now() })
    }
    return { view, openedAt, setView, base, about, token, begin, ensure, unsaid, isPerson }
  }, [view, openedAt, base, initial.id, isPerson])
}

function given({ name, email }: AboutYou): Partial<AboutYou> {
  return {
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    ...(email.trim() === '' ? {} : { email: email.trim() }),
  }
}

export type Guest = ReturnType<typeof useGuest>
