'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { asText, useBlockPage, type BlockFaceProps } from '#components/ui/block-page.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { safeLink } from '#components/ui/safe-link.ts'
import { secondsOf } from '#components/ui/seconds-of.ts'
import { useOwnOrigin } from '#components/ui/use-own-origin.ts'

/** Leads on after a moment, which the reader sees and can end: nobody is carried off unasked (WCAG 2.2.1). */
export default function RedirectToBlock({ properties }: BlockFaceProps) {
  const t = useTranslations('blocks')
  const router = useRouter()
  const { isPreview } = useBlockPage()
  const origin = useOwnOrigin()
  const link = leadingOn(asText(properties.url), origin)
  const [left, setLeft] = useState(() => Math.max(3, secondsOf(properties.delay) ?? 5))
  const [stopped, setStopped] = useState(isPreview)
  const goes = origin !== undefined && link !== undefined && !stopped
  const { href, host } = link ?? { href: '', host: undefined }

  useEffect(() => {
    if (!goes) return
    if (left <= 0) {
      if (host === undefined) router.push(href)
      else window.location.assign(href)
      return
    }
    const timer = setTimeout(() => {
      setLeft(left - 1)
    }, 1000)
    return () => {
      clearTimeout(timer)
    }
  }, [goes, left, href, host, router])

  if (!link)
    return (
      <Notice tone="warning">
        <p>{t('noAddress')}</p>
      </Notice>
    )
  const where = host ?? t('thisSite')
  return (
    <Notice tone="info">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span>{stopped ? t('redirectStopped', { where }) : t('redirect', { where, seconds: left })}</span>
        <a href={isPreview ? undefined : href} className="font-medium underline underline-offset-2">
          {t('goNow')}
        </a>
        {stopped ? null : (
          <Button
            size="sm"
            onClick={() => {
              setStopped(true)
            }}
          >
            {t('stayHere')}
          </Button>
        )}
      </p>
    </Notice>
  )
}

/** To write a mail or to call somebody is nothing that a page does by itself. */
function leadingOn(address: string, origin: string | undefined) {
  const link = safeLink(address, origin)
  return link?.kind === 'other' ? undefined : link
}
