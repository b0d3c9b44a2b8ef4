'use client'

import { ShieldCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { usePathname, useRouter } from 'next/navigation'
import { ListFoot } from '#components/live/list-foot.tsx'
import { usePages } from '#components/live/use-pages.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Table, Td, Th, Tr } from '#components/ui/table.tsx'
import type { AuditLine } from '#server/audit/list.ts'
import type { Page } from '#server/requests/view.ts'

interface AuditProps {
  /** REST path of the first page. */
  path: string
  initial: Page<AuditLine>
  /** The only action that is listed; empty: all. */
  action: string
  refused: boolean
}

const keyOf = ({ id }: AuditLine) => id

export function Audit({ path, initial, action, refused }: AuditProps) {
  const t = useTranslations('admin')
  const router = useRouter()
  const pathname = usePathname()
  const pages = usePages(path, { initial, keyOf })
  const { rows } = pages

  function show(next: { action: string; refused: boolean }) {
    const query = new URLSearchParams({
      ...(next.action ? { action: next.action } : {}),
      ...(next.refused ? { refused: 'true' } : {}),
    })
    router.replace(`${pathname}?${query.toString()}`, { scroll: false })
  }

  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-1">
        <Checkbox
          checked={refused}
          onChange={(event) => {
            show({ action, refused: event.target.checked })
          }}
          label={t('onlyRefused')}
        />
        {action ? (
          <Button
            size="sm"
            onClick={() => {
              show({ action: '', refused })
            }}
          >
            {t('allActions', { action })}
          </Button>
        ) : null}
      </div>
      {rows.length === 0 ? (
        <EmptyState icon={ShieldCheck} title={t('noAudit')} />
      ) : (
        <Table label={t('audit')}>
          <thead>
            <tr>
              <Th>{t('when')}</Th>
              <Th>{t('who')}</Th>
              <Th>{t('action')}</Th>
              <Th>{t('subject')}</Th>
              <Th>{t('from')}</Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((line) => (
              <Line
                key={line.id}
                line={line}
                onAction={() => {
                  show({ action: line.action, refused })
                }}
              />
            ))}
          </tbody>
        </Table>
      )}
      <ListFoot pages={pages} />
    </>
  )
}

function Line({ line, onAction }: { line: AuditLine; onAction(): void }) {
  const t = useTranslations('admin')
  const changed = line.before !== undefined || line.after !== undefined
  return (
    <Tr>
      <Td className="whitespace-nowrap">
        <RelativeTime at={line.at} />
      </Td>
      <Td className="min-w-32">{line.actor?.name ?? line.actor?.id ?? t('nobodySignedIn')}</Td>
      <Td>
        <span className="flex items-center gap-2">
          <button
            type="button"
            onClick={onAction}
            title={t('onlyThis')}
            className="rounded-sm font-mono text-xs whitespace-nowrap hover:underline max-sm:min-h-11"
          >
            {line.action}
          </button>
          {line.refused ? <Badge tone="danger">{t('refused')}</Badge> : null}
        </span>
      </Td>
      <Td className="max-w-96 min-w-52">
        <span className="block truncate text-xs text-ink-soft" title={line.subjectId}>
          {line.subjectType} <span className="font-mono">{line.subjectId}</span>
        </span>
        {changed ? (
          <details className="text-xs">
            <summary className="rounded-sm text-ink-faint">{t('details')}</summary>
            <pre className="mt-1 font-mono wrap-anywhere whitespace-pre-wrap">
              {line.before === undefined ? '' : `− ${JSON.stringify(line.before, null, 1)}\n`}
              {line.after === undefined ? '' : `+ ${JSON.stringify(line.after, null, 1)}`}
            </pre>
          </details>
        ) : null}
      </Td>
      <Td className="text-xs whitespace-nowrap text-ink-soft">
        {line.door}
        {line.address ? <span className="block text-ink-faint">{line.address}</span> : null}
      </Td>
    </Tr>
  )
}
