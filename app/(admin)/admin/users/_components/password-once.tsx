'use client'

import { Copy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { toast } from '#components/ui/toast.tsx'

/** A password that was made: shown here and nowhere else. */
export function PasswordOnce({ email, password }: { email: string; password: string }) {
  const t = useTranslations('admin')
  async function copy() {
    try {
      await navigator.clipboard.writeText(password)
      toast('success', t('copied'))
    } catch {
      toast('danger', t('copyFailed'))
    }
  }
  return (
    <Notice tone="success" role="status" title={t('passwordMade', { email })}>
      <p>{t('passwordOnce')}</p>
      <p className="flex flex-wrap items-center gap-3 pt-1">
        <code className="font-mono text-base wrap-anywhere select-all">{password}</code>
        <Button size="sm" onClick={() => void copy()}>
          <Copy aria-hidden />
          {t('copy')}
        </Button>
      </p>
    </Notice>
  )
}
