'use client'

import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import type { ProviderCheck } from '#server/single-sign-on/view.ts'

const looks = {
  passed: { tone: 'success', icon: CircleCheck },
  doubtful: { tone: 'warning', icon: TriangleAlert },
  failed: { tone: 'danger', icon: CircleAlert },
} as const

/** Asks a provider now, and says what came of it. */
export function TestProvider({ id, name }: { id: string; name: string }) {
  const t = useTranslations('admin.sso')
  const [checks, setChecks] = useState<ProviderCheck[]>([])
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function test() {
    setPending(true)
    setTrouble(undefined)
    setChecks([])
    try {
      setChecks((await send<{ checks: ProviderCheck[] }>('POST', `/single-sign-on/${id}/test`)).checks)
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  return (
    <div className="space-y-3 p-4">
      <Button size="sm" pending={pending} aria-label={t('testOf', { name })} onClick={() => void test()}>
        {t('test')}
      </Button>
      {trouble ? <TroubleNotice error={trouble} /> : null}
      <ul aria-live="polite" className="space-y-2">
        {checks.map(({ check, outcome, message }) => (
          <li key={check} className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
            <Badge tone={looks[outcome].tone} icon={looks[outcome].icon}>
              {t(`outcomes.${outcome}`)}
            </Badge>
            <span className="font-medium">{t(`checks.${check}`)}</span>
            <span className="text-ink-soft wrap-anywhere">{message}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
