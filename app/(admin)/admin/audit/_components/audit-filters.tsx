'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { useAddress } from '#components/ui/use-address.ts'

/** What narrows the audit and is no choice of a list: each can be taken away again. */
export function AuditFilters() {
  const t = useTranslations('admin')
  const { params, put } = useAddress(false)
  const action = params.get('action') ?? ''
  const subjectType = params.get('subjectType') ?? ''
  const subjectId = params.get('subjectId') ?? ''
  const given = params.get('refused') === 'true'
  // shown at once, before the address has changed; a link may change that too
  const [refused, setRefused] = useState({ given, shown: given })
  if (refused.given !== given) setRefused({ given, shown: given })
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-1">
      <Checkbox
        checked={refused.shown}
        onChange={(event) => {
          setRefused({ given, shown: event.target.checked })
          put({ refused: event.target.checked ? 'true' : undefined })
        }}
        label={t('onlyRefused')}
      />
      {action ? (
        <Button
          size="sm"
          aria-label={`${t('only', { what: action })}: ${t('showAll')}`}
          onClick={() => {
            put({ action: undefined })
          }}
        >
          {t('only', { what: action })} ×
        </Button>
      ) : null}
      {subjectId ? (
        <Button
          size="sm"
          className="max-w-full"
          aria-label={`${t('only', { what: subjectId })}: ${t('showAll')}`}
          onClick={() => {
            put({ subjectType: undefined, subjectId: undefined })
          }}
        >
          <span className="truncate">{t('only', { what: `${subjectType} ${subjectId}` })}</span> ×
        </Button>
      ) : null}
    </div>
  )
}
