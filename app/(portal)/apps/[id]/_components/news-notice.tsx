'use client'

import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { DraftNews } from './app-draft.ts'

interface NewsNoticeProps {
  news: DraftNews
  appId: string
  onClose(): void
}

const linkStyle = 'font-medium underline underline-offset-2'

/** What happened to the draft in another tab or on another device, or to its form, and that nothing is lost. */
export default function NewsNotice({ news, appId, onClose }: NewsNoticeProps) {
  const t = useTranslations('app')
  return (
    <Notice tone="warning" role="alert" className="mb-5">
      <p>{t(`news.${news.kind}`)}</p>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 pt-1">
        {news.kind === 'forked' ? (
          // a page of its own: this one keeps what is typed in it
          <a
            href={`/apps/${appId}?draft=${news.from}`}
            target="_blank"
            rel="noreferrer"
            className={linkStyle}
          >
            {t('openOther')}
          </a>
        ) : null}
        {news.kind === 'changed' || news.kind === 'reshaped' ? (
          <button
            type="button"
            className={linkStyle}
            onClick={() => {
              window.location.reload()
            }}
          >
            {t(news.kind === 'changed' ? 'showNewer' : 'showNewForm')}
          </button>
        ) : null}
        <Button variant="ghost" size="sm" onClick={onClose}>
          {t('closeNews')}
        </Button>
      </p>
    </Notice>
  )
}
