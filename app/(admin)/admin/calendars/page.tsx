import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { SearchBox } from '#components/ui/search-box.tsx'
import { listCalendars } from '#server/calendars/list-calendars.ts'
import { can } from '#server/people/can.ts'
import { AdminPage } from '../../_components/admin-page.tsx'
import { requireAdmin } from '../../_components/require-admin.ts'
import { Calendars } from './_components/calendars.tsx'
import { NewCalendar } from './_components/new-calendar.tsx'

interface CalendarsPageProps {
  searchParams: Promise<{ q?: string | string[] }>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('admin'))('calendars') }
}

/** Business calendars: when people work. */
export default async function CalendarsPage({ searchParams }: CalendarsPageProps) {
  const actor = await requireAdmin('/admin/calendars', 'calendars')
  const params = await searchParams
  const q = typeof params.q === 'string' ? params.q.slice(0, 200) : ''
  const [t, common, calendars] = await Promise.all([
    getTranslations('calendars'),
    getTranslations('common'),
    listCalendars(actor, q),
  ])
  return (
    <AdminPage
      current="calendars"
      messages={['calendars']}
      actions={can(actor, 'calendar:write') ? <NewCalendar /> : null}
    >
      <SearchBox label={t('search')} clearLabel={common('clear')} className="mb-4 w-72 max-sm:w-full" />
      <Calendars calendars={calendars} />
    </AdminPage>
  )
}
