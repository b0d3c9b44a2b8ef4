import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { Messages } from '#app/_frame/messages.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import type { Actor } from '#server/actor.ts'
import { getCalendar } from '#server/calendars/list-calendars.ts'
import { listCountries } from '#server/calendars/preview-calendar.ts'
import { AppError } from '#server/errors.ts'
import { can } from '#server/people/can.ts'
import { requireAdmin } from '../../../_components/require-admin.ts'
import { CalendarForm } from './_components/calendar-form.tsx'

interface CalendarPageProps {
  params: Promise<{ id: string }>
}

const calendarOf = cache(async (actor: Actor, slug: string) => {
  try {
    return await getCalendar(actor, decodeURIComponent(slug))
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') notFound()
    throw error
  }
})

export async function generateMetadata({ params }: CalendarPageProps): Promise<Metadata> {
  const { id } = await params
  return { title: (await calendarOf(await requireAdmin(`/admin/calendars/${id}`, 'calendars'), id)).name }
}

/** A business calendar: hours, holidays, time zone, and what they come to. */
export default async function CalendarPage({ params }: CalendarPageProps) {
  const { id } = await params
  const actor = await requireAdmin(`/admin/calendars/${id}`, 'calendars')
  const calendar = await calendarOf(actor, id)
  const [t, frame, admin, common, countries] = await Promise.all([
    getTranslations('calendars'),
    getTranslations('frame'),
    getTranslations('admin'),
    getTranslations('common'),
    listCountries(actor),
  ])
  return (
    <Messages of={['calendars']}>
      <Page
        trailLabel={common('trail')}
        crumbs={[
          { label: frame('admin'), href: '/admin' },
          { label: admin('calendars'), href: '/admin/calendars' },
        ]}
        current={calendar.name}
      >
        <PageHeader
          title={calendar.name}
          description={
            <>
              {t('slug')}: <code className="font-mono text-xs">{calendar.slug}</code>
            </>
          }
        />
        <CalendarForm calendar={calendar} countries={countries} mayWrite={can(actor, 'calendar:write')} />
      </Page>
    </Messages>
  )
}
