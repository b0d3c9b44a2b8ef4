'use client'

import { CloudOff, LogIn } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useSyncExternalStore, type ReactNode } from 'react'
import { SignInAgain } from './sign-in-again.tsx'
import { liveStream } from './stream.ts'

/**
 * Says that nothing new is heard here, while that is so.
 * @param ended what it says of an access that has ended where nobody signs in
 */
export function ConnectionNotice({ ended }: { ended?: string }) {
  const t = useTranslations('frame')
  const common = useTranslations('common')
  const state = useSyncExternalStore(
    (listener) => liveStream().onState(listener),
    () => liveStream().state,
    () => 'connected' as const,
  )
  return (
    <div role="status">
      {state === 'lost' ? <Floating icon={CloudOff}>{t('connectionLost')}</Floating> : null}
      {state === 'signed-out' ? (
        <Floating icon={LogIn}>
          {ended ?? (
            <span>
              {common('signedOut')} <SignInAgain />
            </span>
          )}
        </Floating>
      ) : null}
    </div>
  )
}

function Floating({ icon: Icon, children }: { icon: typeof CloudOff; children: ReactNode }) {
  return (
    <p className="fixed bottom-4 left-1/2 z-40 flex w-max max-w-[calc(100%-2rem)] -translate-x-1/2 items-center gap-2 rounded-lg border border-warning/50 bg-warning-soft px-3 py-1.5 text-sm text-warning-strong shadow-float max-sm:bottom-18">
      <Icon aria-hidden className="size-4 shrink-0" />
      {children}
    </p>
  )
}
