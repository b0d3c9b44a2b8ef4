'use client'

import { CalendarClock, SearchX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import { ListFoot } from '#components/live/list-foot.tsx'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { usePages } from '#components/live/use-pages.ts'
import { buttonStyle } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Table, Th } from '#components/ui/table.tsx'
import type { Page } from '#server/requests/view.ts'
import type { TriggerRowView, TriggerStateView } from '#server/triggers/view.ts'
import { TriggerLine } from './trigger-line.tsx'

const BackfillDialog = dynamic(() => import('./backfill-dialog.tsx'), { ssr: false })

interface TriggerTableProps {
  /** REST path of the first page. */
  path: string
  initial: Page<TriggerRowView>
  filtered: boolean
  /** Titles of the types. */
  titles: Record<string, string>
  /** The page is of one flow: it need not be named in each row. */
  ofFlow?: boolean
}

const keyOf = ({ state }: TriggerRowView) => `${state.namespace}/${state.flowId}/${state.triggerId}`

export function TriggerTable({ path, initial, filtered, titles, ofFlow = false }: TriggerTableProps) {
  const t = useTranslations('studio')
  const pages = usePages(path, { initial, topics: ['triggers'], keyOf, by: 'page' })
  const { rows } = pages
  const [trouble, setTrouble] = useState<unknown>()
  const [asked, setAsked] = useState<TriggerStateView>()

  if (rows.length === 0) return <NoTriggers filtered={filtered} ofFlow={ofFlow} />
  return (
    <>
      <Table label={t('triggers.title')}>
        <thead>
          <tr>
            <Th>{t('triggers.trigger')}</Th>
            <Th>{t('triggers.type')}</Th>
            <Th>{t('triggers.next')}</Th>
            <Th>{t('triggers.last')}</Th>
            <Th>{t('triggers.enabled')}</Th>
            <Th>
              <span className="sr-only">{t('triggers.actions')}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <TriggerLine
              key={keyOf(row)}
              row={row}
              path={path}
              title={titles[row.state.type] ?? row.state.type}
              ofFlow={ofFlow}
              onTrouble={setTrouble}
              onBackfill={() => {
                setAsked(row.state)
              }}
            />
          ))}
        </tbody>
      </Table>
      {trouble ? <TroubleNotice error={trouble} className="mt-4" /> : null}
      <ListFoot pages={pages} />
      {asked ? (
        <BackfillDialog
          state={asked}
          path={path}
          onClose={() => {
            setAsked(undefined)
          }}
        />
      ) : null}
    </>
  )
}

function NoTriggers({ filtered, ofFlow }: { filtered: boolean; ofFlow: boolean }) {
  const t = useTranslations('studio.triggers')
  if (filtered)
    return (
      <EmptyState
        icon={SearchX}
        title={t('nothing')}
        action={
          <Link href="/studio/triggers" className={buttonStyle({})}>
            {t('showAll')}
          </Link>
        }
      />
    )
  return (
    <EmptyState icon={CalendarClock} title={ofFlow ? t('emptyFlow') : t('empty')}>
      {t('emptyText')}
    </EmptyState>
  )
}
