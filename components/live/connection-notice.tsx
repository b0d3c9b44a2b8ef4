'use client'

import { CloudOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useSyncExternalStore } from 'react'
import { liveStream } from './stream.ts'

/** Says that the connection is lost, while it is. */
export function ConnectionNotice() {
  const t = useTranslations('frame')
  const connected = useSyncExternalStore(
    (listener) => liveStream().onState(listener),
    () => liveStream().connected,
    () => true,
  )
  return (
    <div role="status">
      {connected ? null : (
        <p className="fixed bottom-4 left-1/2 z-40 flex -translate-x-1/2 items-center gap-2 rounded-full border border-warning/50 bg-warning-soft px-3 py-1.5 text-sm text-warning-strong shadow-float max-sm:bottom-18">
          <CloudOff aria-hidden className="size-4" />
          {t('connectionLost')}
        </p>
      )}
    </div>
  )
}
