import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { listAudit } from '#server/audit/list.ts'
import { AdminPage } from '../../_components/admin-page.tsx'
import { requireAdmin } from '../../_components/require-admin.ts'
import { Audit } from './_components/audit.tsx'

interface AuditPageProps {
  searchParams: Promise<{ action?: string | string[]; refused?: string | string[] }>
}

const size = 50

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('admin'))('audit') }
}

/** What was done, by whom. */
export default async function AuditPage({ searchParams }: AuditPageProps) {
  const actor = await requireAdmin('/admin/audit', 'audit')
  const params = await searchParams
  const action = typeof params.action === 'string' && params.action ? params.action.slice(0, 200) : undefined
  const refused = params.refused === 'true' ? true : undefined
  const query = new URLSearchParams({
    size: String(size),
    ...(action ? { action } : {}),
    ...(refused ? { refused: 'true' } : {}),
  })
  return (
    <AdminPage current="audit">
      <Audit
        key={query.toString()}
        path={`/auditlogs/search?${query.toString()}`}
        initial={await listAudit(actor, { action, refused, size })}
        action={action ?? ''}
        refused={refused ?? false}
      />
    </AdminPage>
  )
}
