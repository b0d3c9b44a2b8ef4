'use client'

import { NextIntlClientProvider, useLocale } from 'next-intl'
import type { ReactNode } from 'react'
import { useHydrated } from '#components/ui/use-hydrated.ts'

/** Times within are those of the browser: of people without an account nothing else tells their zone. */
export function BrowserZone({ children }: { children: ReactNode }) {
  const locale = useLocale()
  const timeZone = useHydrated() ? zoneOfBrowser() : undefined
  return (
    <NextIntlClientProvider locale={locale} timeZone={timeZone}>
      {children}
    </NextIntlClientProvider>
  )
}

/** Undefined where it names none that it could count in. */
function zoneOfBrowser(): string | undefined {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return timeZone
  } catch {
    return undefined
  }
}
