import {
  ChartNoAxesColumn,
  House,
  Inbox,
  ListChecks,
  PanelLeftClose,
  PanelLeftOpen,
  Shield,
  Workflow,
} from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { ConnectionNotice } from '#components/live/connection-notice.tsx'
import { LiveProvider } from '#components/live/live-provider.tsx'
import { Toaster } from '#components/ui/toast.tsx'
import { inboxCount } from '#server/approvals/list-approvals.ts'
import type { Actor } from '#server/actor.ts'
import { env } from '#server/env.ts'
import { hasInsight } from '#server/insight/flows.ts'
import { listNotices } from '#server/notices/list-notices.ts'
import { namespacesOf } from '#server/people/can.ts'
import { Controls } from './controls.tsx'
import { FrameHost } from './frame-host.tsx'
import { Messages } from './messages.tsx'
import { Rail, type Place } from './rail.tsx'
import { viewer } from './viewer.ts'

/** Each opens a room of the administration. */
const administers = ['user:read', 'role:read', 'service-account:read', 'audit:read'] as const

function placesOf(actor: Actor, looks: boolean): Place[] {
  const places: Place[] = ['home', 'inbox', 'requests']
  if (looks) places.push('insight')
  if (namespacesOf(actor, 'flow:read').length > 0) places.push('studio')
  const administrates = administers.some((permission) => namespacesOf(actor, permission) === 'all')
  if (administrates || actor.groups.some(({ owner }) => owner)) places.push('admin')
  return places
}

const placeIcon = { 'aria-hidden': true, className: 'size-4.5 shrink-0 max-sm:size-5' }
const icons = {
  home: <House {...placeIcon} />,
  inbox: <Inbox {...placeIcon} />,
  requests: <ListChecks {...placeIcon} />,
  insight: <ChartNoAxesColumn {...placeIcon} />,
  studio: <Workflow {...placeIcon} />,
  admin: <Shield {...placeIcon} />,
  open: <PanelLeftOpen aria-hidden className="size-4" />,
  close: <PanelLeftClose aria-hidden className="size-4" />,
}

/** What stands around every page of a person who is signed in. The page itself sends nobody to the sign-in. */
export async function Frame({ children }: { children: ReactNode }) {
  const actor = await viewer()
  if (!actor) return children
  const [t, jar, waiting, notices, looks] = await Promise.all([
    getTranslations('frame'),
    cookies(),
    inboxCount(actor),
    listNotices(actor),
    hasInsight(actor),
  ])
  const places = placesOf(actor, looks)
  return (
    <Messages of={[]}>
      <LiveProvider>
        <FrameHost maxUploadBytes={env().FORMWORK_MAX_UPLOAD_MB * 1024 * 1024}>
          <a
            href="#content"
            className="sr-only z-50 rounded-sm bg-raised px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
          >
            {t('skip')}
          </a>
          <div className="flex min-h-dvh print:block">
            <Rail
              places={places}
              icons={icons}
              collapsed={jar.get('rail')?.value === 'collapsed'}
              waiting={waiting}
              personId={actor.id}
            />
            <div className="grid min-w-0 flex-1 print:block grid-cols-[minmax(0,1fr)_auto] grid-rows-[3rem_minmax(0,1fr)] max-sm:pb-[calc(3.5rem+env(safe-area-inset-bottom))]">
              <Controls
                person={{ id: actor.id, name: actor.name, email: actor.email }}
                places={places}
                notices={notices}
              />
              {children}
            </div>
          </div>
          <ConnectionNotice />
          <Toaster closeLabel={t('close')} />
        </FrameHost>
      </LiveProvider>
    </Messages>
  )
}
