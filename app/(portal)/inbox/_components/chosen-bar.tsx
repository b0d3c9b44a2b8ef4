'use client'

import { Check, Undo2, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { later } from '#components/ui/later.tsx'
import type { Wish } from './inbox.tsx'
import type { Chosen } from './use-chosen.ts'

const DecideMany = later(() => import('./decide-many.tsx'))

interface ChosenBarProps {
  chosen: Chosen
  /** One of them has left the list. */
  onDecided(id: string): void
}

/** What can be done with all that is chosen, at the foot of the list. */
export default function ChosenBar({ chosen, onDecided }: ChosenBarProps) {
  const t = useTranslations('inbox')
  const [wish, setWish] = useState<Wish>()
  const count = chosen.rows.length
  return (
    <>
      <p role="status" className="sr-only">
        {count > 0 ? t('chosen', { count }) : ''}
      </p>
      {count > 0 ? (
        <div
          role="group"
          aria-label={t('chosen', { count })}
          onPointerEnter={DecideMany.preload}
          onFocus={DecideMany.preload}
          className="sticky bottom-0 z-1 space-y-2 border-t bg-raised p-3 shadow-float max-sm:bottom-[calc(3.5rem+env(safe-area-inset-bottom))]"
        >
          <div className="flex items-center gap-1 text-sm">
            <span aria-hidden className="mr-auto font-medium">
              {t('chosen', { count })}
            </span>
            {count < chosen.ofKind ? (
              <Button size="sm" variant="ghost" onClick={chosen.all}>
                {t('chooseAll', { count: chosen.ofKind })}
              </Button>
            ) : null}
            <Button size="sm" variant="ghost" onClick={chosen.clear}>
              {t('chooseNone')}
            </Button>
          </div>
          <div className="flex flex-wrap gap-2">
            <Button
              size="sm"
              variant="primary"
              className="flex-1"
              onClick={() => {
                setWish('APPROVE')
              }}
            >
              <Check aria-hidden />
              {t('approve')}
            </Button>
            {chosen.rows.every(({ sendBack }) => sendBack) ? (
              <Button
                size="sm"
                className="flex-1"
                onClick={() => {
                  setWish('SEND_BACK')
                }}
              >
                <Undo2 aria-hidden />
                {t('sendBack')}
              </Button>
            ) : null}
            <Button
              size="sm"
              variant="danger"
              className="flex-1"
              onClick={() => {
                setWish('DENY')
              }}
            >
              <X aria-hidden />
              {t('reject')}
            </Button>
          </div>
        </div>
      ) : null}
      {wish ? (
        <DecideMany
          rows={chosen.rows}
          wish={wish}
          onDecided={onDecided}
          onClose={() => {
            setWish(undefined)
          }}
        />
      ) : null}
    </>
  )
}
