'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useResource } from '#components/live/use-resource.ts'
import { Button } from '#components/ui/button.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import { describedBy, Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { ChannelTest, ChannelView } from '#server/channels/view.ts'

/** Where a chat hears what waits for the group. The address is given once, and never shown. */
export function Channel({ groupId, initial }: { groupId: string; initial: ChannelView }) {
  const t = useTranslations('rights.channel')
  const client = useQueryClient()
  const path = `/groups/${encodeURIComponent(groupId)}/channel`
  const { data: channel = initial } = useResource<ChannelView>(path, { initial })
  const [url, setUrl] = useState('')
  const [pending, setPending] = useState<'set' | 'test' | 'remove'>()
  const [trouble, setTrouble] = useState<unknown>()
  const [told, setTold] = useState<ChannelTest>()

  async function run(what: 'set' | 'test' | 'remove') {
    setPending(what)
    setTrouble(undefined)
    setTold(undefined)
    try {
      if (what === 'test') setTold(await send<ChannelTest>('POST', `${path}/test`))
      else if (what === 'remove') {
        await send('DELETE', path)
        toast('success', t('removed'))
      } else {
        await send('PUT', path, { body: { url: url.trim() } })
        setUrl('')
        toast('success', t('saved'))
      }
      await client.invalidateQueries({ queryKey: [path] })
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(undefined)
    }
  }

  return (
    <Section id="channel" title={t('title')}>
      <Card className="space-y-5 p-4">
        <p className="text-sm text-ink-soft">{t('help')}</p>
        {channel.set ? <ChannelState channel={channel} /> : null}
        <Form
          pending={pending !== undefined}
          onSubmit={() => {
            void run('set')
          }}
          className="space-y-4"
        >
          <Field id="channel-url" label={t('url')} help={t('urlHelp')}>
            <Input
              id="channel-url"
              type="url"
              value={url}
              required
              maxLength={2000}
              autoComplete="off"
              spellCheck={false}
              placeholder="https://hooks.slack.com/services/…"
              aria-describedby={describedBy('channel-url', { help: true, error: false })}
              onChange={(event) => {
                setUrl(event.target.value)
              }}
            />
          </Field>
          {trouble ? <TroubleNotice error={trouble} /> : null}
          {told ? (
            <Notice
              tone={told.sent ? 'success' : 'danger'}
              role={told.sent ? 'status' : 'alert'}
              title={t(told.sent ? 'sent' : 'notSent')}
            >
              {told.answer === '' ? null : <p className="wrap-anywhere">{told.answer}</p>}
            </Notice>
          ) : null}
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant={channel.set ? 'secondary' : 'primary'} pending={pending === 'set'}>
              {t(channel.set ? 'replace' : 'set')}
            </Button>
            {channel.set ? (
              <>
                <Button pending={pending === 'test'} onClick={() => void run('test')}>
                  {t('test')}
                </Button>
                <Button variant="danger" pending={pending === 'remove'} onClick={() => void run('remove')}>
                  {t('remove')}
                </Button>
              </>
            ) : null}
          </div>
        </Form>
      </Card>
    </Section>
  )
}

function ChannelState({ channel: { host, waiting, lastSentAt, lastError } }: { channel: ChannelView }) {
  const t = useTranslations('rights.channel')
  return (
    <div className="space-y-3 text-sm">
      <p>
        {t('on', { host: host ?? '' })} {waiting > 0 ? t('waits', { count: waiting }) : null}
        {lastSentAt ? (
          <span className="block text-ink-faint">
            {t.rich('lastSent', { when: () => <RelativeTime at={lastSentAt} /> })}
          </span>
        ) : null}
      </p>
      {lastError ? (
        <Notice tone="danger" title={t('notSent')}>
          <p className="wrap-anywhere">
            {lastError.message} <RelativeTime at={lastError.at} />
          </p>
        </Notice>
      ) : null}
    </div>
  )
}
