import { SearchX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Card } from '#components/ui/card.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { SearchBox } from '#components/ui/search-box.tsx'
import type { FlowRow } from '#server/flows/view.ts'
import type { Page } from '#server/requests/view.ts'

/** The flows that an app can be made for. */
export function ChooseFlow({ page }: { page: Page<FlowRow> }) {
  const t = useTranslations('studio')
  const common = useTranslations('common')
  return (
    <div className="max-w-2xl space-y-4">
      <SearchBox label={t('flows.search')} clearLabel={common('clear')} className="w-72 max-sm:w-full" />
      {page.results.length === 0 ? (
        <EmptyState icon={SearchX} title={t('flows.nothing')} />
      ) : (
        <Card>
          <ul aria-label={t('apps.chooseFlow')} className="divide-y">
            {page.results.map(({ namespace, id }) => (
              <li key={`${namespace}/${id}`}>
                <Link
                  href={`/studio/apps/new?flow=${encodeURIComponent(`${namespace}/${id}`)}`}
                  className="flex items-baseline justify-between gap-4 px-4 py-2.5 hover:bg-sunken/60 focus-visible:-outline-offset-2"
                >
                  <span className="font-medium wrap-anywhere">{id}</span>
                  <span className="truncate text-xs text-ink-faint">{namespace}</span>
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {page.total > page.results.length ? (
        <p className="text-sm text-ink-faint">
          {t('apps.moreFlows', { shown: page.results.length, count: page.total })}
        </p>
      ) : null}
    </div>
  )
}
