'use client'

import { Copy, RefreshCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { ShareView } from '#server/guests/view.ts'

interface ShareProps {
  appId: string
  initial: ShareView
}

/** How an app is given to people outside: its public address, and what a page needs to show it in a frame. */
export function Share({ appId, initial }: ShareProps) {
  const t = useTranslations('share')
  const [share, setShare] = useState(initial)
  const [sure, setSure] = useState(false)
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()

  async function renew() {
    if (!sure) {
      setSure(true)
      return
    }
    setPending(true)
    setTrouble(undefined)
    try {
      setShare(await send<ShareView>('POST', `/apps/${encodeURIComponent(appId)}/share/renew`))
      toast('success', t('renewed'))
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
      setSure(false)
    }
  }

  const script = `<script src="${share.scriptUrl}" data-app="${share.embedUrl.split('/').at(-1) ?? ''}" async></script>`
  return (
    <>
      <Section id="public-address" title={t('address')}>
        <Card className="space-y-4 p-5">
          <p className="text-ink-soft">{t(share.public ? whoOf(share) : 'private')}</p>
          {share.public && share.guest === 'VERIFIED_EMAIL' && !share.mail ? (
            <Notice tone="warning">
              <p>{t('noMail')}</p>
            </Notice>
          ) : null}
          {share.public ? (
            <>
              <Copied text={share.publicUrl} label={t('copyAddress')} />
              {trouble ? <TroubleNotice error={trouble} /> : null}
              <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
                <Button
                  pending={pending}
                  variant={sure ? 'danger' : 'secondary'}
                  onClick={() => void renew()}
                >
                  <RefreshCw aria-hidden />
                  {t(sure ? 'renewSure' : 'renew')}
                </Button>
                <p className="min-w-56 flex-1 text-sm text-ink-faint">{t('renewHelp')}</p>
              </div>
            </>
          ) : null}
        </Card>
      </Section>
      <Section id="frame" title={t('frame')}>
        <Card className="space-y-4 p-5">
          {share.origins.length === 0 ? (
            <p className="text-ink-soft">
              {t('noOrigins')} <code className="font-mono text-sm">{'embed: { origins: [https://…] }'}</code>
            </p>
          ) : (
            <>
              <p className="text-ink-soft">{t('frameHelp')}</p>
              <Copied text={script} label={t('copyCode')} />
              <div>
                <h3 className="text-sm font-medium">{t('origins')}</h3>
                <ul className="mt-1 space-y-0.5">
                  {share.origins.map((origin) => (
                    <li key={origin} className="font-mono text-sm wrap-anywhere">
                      {origin}
                    </li>
                  ))}
                </ul>
              </div>
            </>
          )}
        </Card>
      </Section>
    </>
  )
}

function whoOf({ guest }: ShareView): 'verified' | 'anyone' {
  return guest === 'VERIFIED_EMAIL' ? 'verified' : 'anyone'
}

function Copied({ text, label }: { text: string; label: string }) {
  const t = useTranslations('share')
  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      toast('success', t('copied'))
    } catch {
      toast('danger', t('copyFailed'))
    }
  }
  return (
    <div className="flex flex-wrap items-center gap-3">
      <code className="min-w-0 flex-1 rounded-sm bg-sunken px-2.5 py-1.5 font-mono text-sm wrap-anywhere select-all">
        {text}
      </code>
      <Button size="sm" aria-label={label} onClick={() => void copy()}>
        <Copy aria-hidden />
        {t('copy')}
      </Button>
    </div>
  )
}
