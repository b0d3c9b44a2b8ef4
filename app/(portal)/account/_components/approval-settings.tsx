'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import { Select } from '#components/ui/select.tsx'
import type { ApprovalSettings as Settings } from '#server/approvals/own-settings.ts'

const choices = [0, 5, 10]

/** How long what one decides can be taken back. A change is kept at once. */
export function ApprovalSettings({ initial }: { initial: Settings }) {
  const t = useTranslations('account')
  const [kept, setKept] = useState(initial.holdSeconds)
  const [chosen, setChosen] = useState(initial.holdSeconds)
  const [saved, setSaved] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function choose(holdSeconds: number) {
    setChosen(holdSeconds)
    setSaved(false)
    setTrouble(undefined)
    try {
      await send('PUT', '/me/approval-settings', { body: { holdSeconds } })
      setKept(holdSeconds)
      setSaved(true)
    } catch (error) {
      setChosen(kept)
      setTrouble(error)
    }
  }

  return (
    <Section
      id="decisions"
      title={t('decisions')}
      actions={
        <span role="status" className="text-sm text-ink-faint">
          {saved ? t('decisionsSaved') : ''}
        </span>
      }
    >
      {trouble ? <TroubleNotice error={trouble} /> : null}
      <Card className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5 px-4 py-2.5">
        <div className="min-w-0 flex-1 basis-56">
          <label htmlFor="hold">{t('hold')}</label>
          <p id="hold-help" className="text-sm text-ink-soft">
            {t('holdHelp')}
          </p>
        </div>
        <Select
          id="hold"
          aria-describedby="hold-help"
          className="w-40 max-sm:w-full"
          value={String(chosen)}
          onChange={(event) => void choose(Number(event.target.value))}
        >
          {[...new Set([...choices, chosen])]
            .sort((a, b) => a - b)
            .map((seconds) => (
              <option key={seconds} value={seconds}>
                {t('holdFor', { seconds })}
              </option>
            ))}
        </Select>
      </Card>
    </Section>
  )
}
