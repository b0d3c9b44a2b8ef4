'use client'

import { useTranslations } from 'next-intl'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { useKeptText } from './use-kept-text.ts'
import type { usePublish } from './use-publish.ts'

interface EditorNoticesProps {
  state: ReturnType<typeof useKeptText>
  publishing: ReturnType<typeof usePublish<unknown>>
  /** There is something published to go back to. */
  restorable: boolean
  onLoadNewest(): void
}

const linkStyle = 'font-medium underline underline-offset-2'

/** What the author must know of the text: it was brought back, it was refused, it is older than what is published. */
export function EditorNotices({ state, publishing, restorable, onLoadNewest }: EditorNoticesProps) {
  const t = useTranslations('studio.editor')
  return (
    <>
      {state.restored ? (
        <Notice tone="info" role="status">
          <p>
            {t('restored')}{' '}
            {restorable ? (
              <button type="button" className={linkStyle} onClick={onLoadNewest}>
                {t('discard')}
              </button>
            ) : null}
          </p>
        </Notice>
      ) : null}
      {publishing.conflict ? (
        <Notice tone="warning" role="alert" title={t('conflict')}>
          <p>{t('conflictText')}</p>
          <button type="button" className={linkStyle} onClick={onLoadNewest}>
            {t('loadNewest')}
          </button>
        </Notice>
      ) : publishing.invalid ? (
        <Notice tone="danger" role="alert" title={t('invalid')}>
          <p>{t('invalidText')}</p>
        </Notice>
      ) : publishing.trouble ? (
        <TroubleNotice error={publishing.trouble} />
      ) : null}
    </>
  )
}
