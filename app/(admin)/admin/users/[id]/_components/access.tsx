'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useResource } from '#components/live/use-resource.ts'
import { Button } from '#components/ui/button.tsx'
import { Section } from '#components/ui/card.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { PersonDetail, SessionView } from '#server/people/view.ts'
import { PasswordOnce } from '../../_components/password-once.tsx'
import { MailLink } from './mail-link.tsx'
import { ResetSecondFactor } from './reset-second-factor.tsx'

interface AccessProps {
  person: PersonDetail
  isViewer: boolean
  /** Whether mail is sent at all. */
  mail: boolean
}

type Act = 'password' | 'sessions' | 'active' | 'anonymise'

/** How a person gets in: sessions, password, or not at all. What signs somebody out asks twice. */
export function Access({ person, isViewer, mail }: AccessProps) {
  const t = useTranslations('admin')
  const client = useQueryClient()
  const router = useRouter()
  const page = `/admin/users/${encodeURIComponent(person.id)}`
  const base = `/users/${encodeURIComponent(person.id)}`
  const { data: sessions } = useResource<SessionView[]>(`${base}/sessions`)
  const [sure, setSure] = useState<Act>()
  const [pending, setPending] = useState<Act>()
  const [trouble, setTrouble] = useState<unknown>()
  const [password, setPassword] = useState<string>()

  const acts: Record<Act, () => Promise<void>> = {
    password: async () => {
      setPassword((await send<{ password: string }>('POST', `${base}/password`)).password)
    },
    sessions: async () => {
      await send('DELETE', `${base}/sessions`)
      toast('success', t('signedOut'))
    },
    active: async () => {
      await send('PATCH', base, { body: { active: !person.active } })
      router.replace(page)
    },
    anonymise: async () => {
      await send('POST', `${base}/anonymise`)
      router.replace(page)
    },
  }

  async function run(act: Act) {
    setPending(act)
    setTrouble(undefined)
    try {
      await acts[act]()
      await client.invalidateQueries({ queryKey: [`${base}/sessions`] })
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(undefined)
      setSure(undefined)
    }
  }

  const button = (act: Act, label: string, danger = true) => (
    <Button
      size="sm"
      variant={danger ? 'danger' : 'secondary'}
      pending={pending === act}
      onClick={() => {
        if (danger && sure !== act) setSure(act)
        else void run(act)
      }}
    >
      {danger && sure === act ? t('really', { action: label }) : label}
    </Button>
  )

  return (
    <Section id="access" title={t('access')}>
      {password ? <PasswordOnce email={person.email} password={password} /> : null}
      {trouble ? <TroubleNotice error={trouble} /> : null}
      {sessions?.length ? (
        <ul className="divide-y rounded-lg border">
          {sessions.map((session) => (
            <SessionLine
              key={session.id}
              session={session}
              path={`${base}/sessions`}
              onTrouble={setTrouble}
            />
          ))}
        </ul>
      ) : (
        <p className="text-sm text-ink-faint">{t('noSessions')}</p>
      )}
      <div className="flex flex-wrap gap-2">
        {sessions?.length ? button('sessions', t('signOut')) : null}
        {mail && person.active && !person.demo ? <MailLink person={person} /> : null}
        {button('password', t('newPassword'))}
        {isViewer || !person.hasSecondFactor ? null : <ResetSecondFactor personId={person.id} />}
        {isViewer ? null : button('active', person.active ? t('deactivate') : t('activate'), person.active)}
      </div>
      {person.active ? null : (
        <>
          <p className="text-sm text-ink-soft">{t('inactiveText')}</p>
          <p className="text-sm text-ink-soft">{t('anonymiseText')}</p>
          {button('anonymise', t('anonymise'))}
        </>
      )}
    </Section>
  )
}

interface SessionLineProps {
  session: SessionView
  /** REST path of the list. */
  path: string
  onTrouble(error: unknown): void
}

function SessionLine({ session, path, onTrouble }: SessionLineProps) {
  const t = useTranslations('admin')
  const client = useQueryClient()
  const [pending, setPending] = useState(false)
  async function end() {
    setPending(true)
    try {
      await send('DELETE', `${path}/${encodeURIComponent(session.id)}`)
    } catch (error) {
      onTrouble(error)
    }
    await client.invalidateQueries({ queryKey: [path] })
    setPending(false)
  }
  return (
    <li className="flex items-center gap-3 px-3 py-2 text-sm">
      <span className="min-w-0 flex-1">
        <span className="block truncate" title={session.userAgent}>
          {session.userAgent ?? t('unknownDevice')}
        </span>
        <span className="text-ink-faint">
          {session.address ? `${session.address} · ` : ''}
          <RelativeTime at={session.lastSeenAt} />
        </span>
      </span>
      <Button size="sm" pending={pending} onClick={() => void end()}>
        {t('endSession')}
      </Button>
    </li>
  )
}
