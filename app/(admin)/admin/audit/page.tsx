import { Download } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { one } from '#app/(studio)/_components/param.ts'
import { ParamSelect } from '#app/(studio)/_components/param-select.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { SearchBox } from '#components/ui/search-box.tsx'
import { listAudit } from '#server/audit/list.ts'
import { AdminPage } from '../../_components/admin-page.tsx'
import { requireAdmin } from '../../_components/require-admin.ts'
import { AuditFilters } from './_components/audit-filters.tsx'
import { Audit } from './_components/audit.tsx'

interface AuditPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const size = 50
const ranges = ['PT1H', 'P1D', 'P7D', 'P30D'] as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('admin'))('audit') }
}

/** What was done, by whom; search, time and what narrows it live in the address. */
export default async function AuditPage({ searchParams }: AuditPageProps) {
  const actor = await requireAdmin('/admin/audit', 'audit')
  const params = await searchParams
  const q = one(params.q)
  const timeRange = ranges.find((range) => range === params.timeRange)
  const wanted = {
    action: one(params.action),
    subjectType: one(params.subjectType),
    subjectId: one(params.subjectId),
    refused: params.refused === 'true' || undefined,
  }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ q, timeRange, ...wanted }))
    if (value !== undefined) query.set(name, String(value))
  const conditions = Object.entries({ q, timeRange }).flatMap(([field, value]) =>
    value === undefined ? [] : [{ field, op: 'EQUALS', values: [value] }],
  )
  const [t, common, initial] = await Promise.all([
    getTranslations('admin'),
    getTranslations('common'),
    listAudit(actor, { ...wanted, conditions, size }),
  ])
  const path = `/auditlogs/search?${new URLSearchParams([...query, ['size', String(size)]]).toString()}`
  const exportHref = (format: string) =>
    `/api/v1/auditlogs/export?${new URLSearchParams([...query, ['format', format]]).toString()}`
  return (
    <AdminPage
      current="audit"
      actions={
        <>
          <a href={exportHref('csv')} download className={buttonStyle({})}>
            <Download aria-hidden />
            {t('exportCsv')}
          </a>
          <a href={exportHref('json')} download className={buttonStyle({})}>
            <Download aria-hidden />
            {t('exportJson')}
          </a>
        </>
      }
    >
      <div className="mb-3 flex flex-wrap gap-2">
        <SearchBox label={t('searchAudit')} clearLabel={common('clear')} className="w-80 max-sm:w-full" />
        <ParamSelect
          param="timeRange"
          label={t('time')}
          allLabel={t('anyTime')}
          options={ranges}
          labels={Object.fromEntries(ranges.map((range) => [range, t(`ranges.${range}`)]))}
        />
      </div>
      <AuditFilters />
      <Audit key={path} path={path} initial={initial} />
    </AdminPage>
  )
}
