'use client'

import { useTranslations } from 'next-intl'
import type { BlockFaceProps } from '#components/ui/block-page.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { BlockData } from '#engine/flow/app-page.ts'

/** What went wrong, in words; what the engine says of it only for who may look into it. */
export default function StacktraceBlock({ data }: BlockFaceProps<BlockData>) {
  const t = useTranslations('blocks')
  const failure = data?.failure
  if (!failure) return null
  const { stage, told, message, trace } = failure
  return (
    <Notice tone="warning" title={stage ? t('wrongAt', { stage }) : t('wrong')}>
      <p>{told ? t('toldTo', { told }) : t('answersSafe')}</p>
      {message ? <p className="wrap-anywhere">{message}</p> : null}
      {trace ? (
        <details>
          <summary className="w-fit rounded-sm font-medium">{t('details', { task: trace.taskId })}</summary>
          <pre
            tabIndex={0}
            aria-label={t('log')}
            className="mt-2 max-h-80 overflow-auto rounded-sm bg-surface p-2.5 font-mono text-xs whitespace-pre-wrap text-ink"
          >
            {trace.lines.join('\n')}
          </pre>
        </details>
      ) : null}
    </Notice>
  )
}
