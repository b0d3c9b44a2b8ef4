'use client'

import { Copy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { toast } from '#components/ui/toast.tsx'

/** What has to be registered at the provider, to be copied. */
export function RedirectAddress({ address }: { address: string }) {
  const t = useTranslations('admin.sso')
  async function copy() {
    try {
      await navigator.clipboard.writeText(address)
      toast('success', t('copied'))
    } catch {
      toast('danger', t('copyFailed'))
    }
  }
  return (
    <span className="flex items-start gap-2">
      <code className="min-w-0 flex-1 font-mono text-sm wrap-anywhere select-all">{address}</code>
      <Button variant="ghost" size="icon" aria-label={t('copy')} onClick={() => void copy()}>
        <Copy aria-hidden />
      </Button>
    </span>
  )
}
