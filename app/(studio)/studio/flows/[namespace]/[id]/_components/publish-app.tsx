'use client'

import { LayoutTemplate } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { Button } from '#components/ui/button.tsx'
import { toast } from '#components/ui/toast.tsx'
import { appHref } from '../../../../../_components/param.ts'

/** One press, and the flow has a page of its own in the catalog, whose source is the author's to go on with. */
export function PublishApp({ source }: { source: string }) {
  const t = useTranslations('studio.apps')
  const router = useRouter()
  const [pending, setPending] = useState(false)

  async function publish() {
    setPending(true)
    try {
      const { uid } = await send<{ uid: string }>('POST', '/apps', { yaml: source })
      toast('success', t('published'))
      router.push(appHref(uid))
    } catch (error) {
      toast('danger', error instanceof Error ? error.message : t('failed'))
      setPending(false)
    }
  }

  return (
    <Button variant="primary" size="sm" pending={pending} onClick={() => void publish()}>
      <LayoutTemplate aria-hidden />
      {t('publish')}
    </Button>
  )
}
