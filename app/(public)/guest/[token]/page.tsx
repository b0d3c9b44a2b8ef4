import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Messages } from '#app/_frame/messages.tsx'
import { ConnectionNotice } from '#components/live/connection-notice.tsx'
import { LiveProvider } from '#components/live/live-provider.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { GuestView } from '#server/guests/view.ts'
import { pageOfRequest } from '#server/apps/execution-page.ts'
import { getRequest } from '#server/requests/get-request.ts'
import { foundOr404 } from '../../../(portal)/_components/found-or-404.ts'
import { BrowserZone } from '../../_components/browser-zone.tsx'
import { GuestTracker } from '../../_components/guest-tracker.tsx'
import { loadGuest } from '../../_components/load-guest.ts'
import { logoOf } from '../../_components/logo-of.ts'
import { Outside } from '../../_components/outside.tsx'
import { Ask } from './_components/ask.tsx'

type Query = Record<string, string | string[] | undefined>

interface GuestPageProps {
  params: Promise<{ token: string }>
  searchParams: Promise<Query>
}

async function load({ params, searchParams }: GuestPageProps) {
  const [{ token }, query] = await Promise.all([params, searchParams])
  const { actor, guest } = await loadGuest(token)
  const wanted = typeof query.request === 'string' ? query.request : guest.requests[0]?.id
  if (wanted === undefined) notFound()
  const [request, page] = await foundOr404(() =>
    Promise.all([getRequest(actor, wanted), pageOfRequest(actor, wanted, token)]),
  )
  return { token, query, guest, request, page }
}

export async function generateMetadata(props: GuestPageProps): Promise<Metadata> {
  const { request } = await load(props)
  return { title: `${request.number} ${request.title}` }
}

/** Where a guest's request stands. What changes something is a plain form: it works without JavaScript. */
export default async function GuestPage(props: GuestPageProps) {
  const { token, query, guest, request, page } = await load(props)
  const t = await getTranslations('outside')
  const here = `/guest/${token}`
  const self = `${here}?request=${request.id}`
  return (
    <Messages of={['tracker', 'portal', 'outside', 'conversation', 'blocks', 'form', 'fields']}>
      <LiveProvider>
        <Outside
          title={request.title}
          logo={logoOf({ id: guest.app.publicId, theme: guest.app.theme })}
          theme={guest.app.theme}
          actions={
            <>
              {guest.app.open ? (
                <Link href={`${here}/new?from=${request.id}`} prefetch={false} className={buttonStyle({})}>
                  {t('copy')}
                </Link>
              ) : null}
              {request.may.withdraw ? (
                <Link href={`${self}&ask=withdraw`} prefetch={false} className={buttonStyle({})}>
                  {t('withdraw')}
                </Link>
              ) : null}
            </>
          }
        >
          <div className="space-y-6">
            <Told query={query} guest={guest} />
            {query.ask === 'withdraw' && request.may.withdraw ? (
              <Ask
                title={t('withdrawAsk', { number: request.number })}
                text={t('withdrawText')}
                yes={t('yesWithdraw')}
                no={{ label: t('no'), href: self }}
                action={`${here}/withdraw`}
                fields={{ request: request.id }}
              />
            ) : null}
            {query.ask === 'end' ? (
              <Ask
                title={t('endAsk')}
                text={t('endText')}
                yes={t('yesEnd')}
                no={{ label: t('no'), href: self }}
                action={`${here}/end`}
              />
            ) : null}
            <BrowserZone>
              <GuestTracker
                key={request.id}
                token={token}
                initial={request}
                initialPage={page ?? null}
                maxUploadBytes={guest.maxUploadBytes}
              />
            </BrowserZone>
            <Others guest={guest} here={here} shown={request.id} />
            <p className="text-sm">
              <Link
                href={`${self}&ask=end`}
                prefetch={false}
                className="text-ink-soft underline underline-offset-2"
              >
                {t('end')}
              </Link>
            </p>
          </div>
          <ConnectionNotice ended={t('goneTitle')} />
        </Outside>
      </LiveProvider>
    </Messages>
  )
}

async function Told({ query, guest }: { query: Query; guest: GuestView }) {
  const t = await getTranslations('outside')
  if (query.refused)
    return (
      <Notice tone="warning" role="alert">
        <p>{t('refused', { reason: t('tooLate') })}</p>
      </Notice>
    )
  if (!query.new) return null
  return (
    <Notice tone="success" role="status" title={t('keepTitle')}>
      <p>{t('keepText')}</p>
      {guest.verified && guest.email ? <p>{t('keepMailed', { email: guest.email })}</p> : null}
    </Notice>
  )
}

async function Others({ guest, here, shown }: { guest: GuestView; here: string; shown: string }) {
  const t = await getTranslations('outside')
  const others = guest.requests.filter(({ id }) => id !== shown)
  if (others.length === 0) return null
  return (
    <section aria-labelledby="others">
      <h2 id="others" className="mb-2 text-base font-semibold">
        {t('others')}
      </h2>
      <ul className="space-y-1">
        {others.map(({ id, number, title }) => (
          <li key={id}>
            <Link
              href={`${here}?request=${id}`}
              prefetch={false}
              className="text-accent-strong underline underline-offset-2"
            >
              {number} {title}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
