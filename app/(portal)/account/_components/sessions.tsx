'use client'

import { MonitorSmartphone } from 'lucide-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { useResource } from '#components/live/use-resource.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { SessionView } from '#server/people/view.ts'

const path = '/me/sessions'

/** Where one is signed in, each to be ended. */
export function Sessions({ initial }: { initial: SessionView[] }) {
  const t = useTranslations('account')
  const client = useQueryClient()
  const { data = initial } = useResource(path, { initial })
  const [ending, setEnding] = useState<string>()

  async function end(id: string) {
    setEnding(id)
    try {
      await send('DELETE', `${path}/${encodeURIComponent(id)}`)
      toast('success', t('sessionEnded'))
    } catch {
      toast('danger', t('sessionNotEnded'))
    } finally {
      await client.invalidateQueries({ queryKey: [path] })
      setEnding(undefined)
    }
  }

  async function endOthers() {
    setEnding('others')
    try {
      const { sessions } = await send<{ sessions: number }>('DELETE', path)
      toast('success', t('othersEnded', { count: sessions }))
    } catch {
      toast('danger', t('sessionNotEnded'))
    } finally {
      await client.invalidateQueries({ queryKey: [path] })
      setEnding(undefined)
    }
  }

  return (
    <Section
      id="sessions"
      title={t('sessions')}
      actions={
        data.some((session) => !session.current) ? (
          <Button size="sm" pending={ending === 'others'} onClick={() => void endOthers()}>
            {t('endOthers')}
          </Button>
        ) : null
      }
    >
      <Card>
        <ul className="divide-y">
          {data.map((session) => (
            <li key={session.id} className="flex items-center gap-3 px-4 py-2.5">
              <MonitorSmartphone aria-hidden className="size-4 shrink-0 text-ink-faint" />
              <div className="min-w-0 flex-1">
                <p className="flex min-w-0 items-center gap-2">
                  <span className="truncate">{session.device ?? t('unknownDevice')}</span>
                  {session.current ? <Badge tone="success">{t('thisSession')}</Badge> : null}
                </p>
                <p className="truncate text-sm text-ink-faint">
                  {session.address ? `${session.address} · ` : ''}
                  <RelativeTime at={session.lastSeenAt} />
                </p>
              </div>
              {session.current ? null : (
                <Button size="sm" pending={ending === session.id} onClick={() => void end(session.id)}>
                  {t('endSession')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  )
}
