'use client'

import { Copy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { toast } from '#components/ui/toast.tsx'

/** A token that was made: shown here and nowhere else. */
export function TokenOnce({ token }: { token: string }) {
  const t = useTranslations('tokens')
  async function copy() {
    try {
      await navigator.clipboard.writeText(token)
      toast('success', t('copied'))
    } catch {
      toast('danger', t('copyFailed'))
    }
  }
  return (
    <Notice tone="success" role="status" title={t('made')}>
      <p className="flex flex-wrap items-center gap-3 pt-1">
        <code className="min-w-0 font-mono wrap-anywhere select-all">{token}</code>
        <Button size="sm" onClick={() => void copy()}>
          <Copy aria-hidden />
          {t('copy')}
        </Button>
      </p>
    </Notice>
  )
}
