'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { MailTest } from '#server/mail/view.ts'

/** Sends a mail to who looks, and says what the mail server answered. */
export function TestMail() {
  const t = useTranslations('admin.mailPage')
  const client = useQueryClient()
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const [result, setResult] = useState<MailTest>()

  async function test() {
    setPending(true)
    setTrouble(undefined)
    setResult(undefined)
    try {
      setResult(await send<MailTest>('POST', '/mail/test'))
      await client.invalidateQueries({ queryKey: ['/mail'] })
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  return (
    <div className="space-y-3">
      <Button variant="primary" pending={pending} onClick={() => void test()}>
        {t('test')}
      </Button>
      {trouble ? <TroubleNotice error={trouble} /> : null}
      {result ? (
        <Notice
          tone={result.sent ? 'success' : 'danger'}
          role={result.sent ? 'status' : 'alert'}
          title={t(result.sent ? 'testSent' : 'testFailed', { to: result.to })}
        >
          <p className="wrap-anywhere">{result.answer}</p>
        </Notice>
      ) : null}
    </div>
  )
}
