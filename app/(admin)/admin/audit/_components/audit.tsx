'use client'

import { ShieldCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { ListFoot } from '#components/live/list-foot.tsx'
import { usePages } from '#components/live/use-pages.ts'
import { Badge } from '#components/ui/badge.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Table, Td, Th, Tr } from '#components/ui/table.tsx'
import { useAddress } from '#components/ui/use-address.ts'
import type { AuditLine } from '#server/audit/view.ts'
import type { Page } from '#server/requests/view.ts'
import { AuditDiff } from './audit-diff.tsx'

interface AuditProps {
  /** REST path of the first page. */
  path: string
  initial: Page<AuditLine>
}

const keyOf = ({ id }: AuditLine) => id

/** Entries of the audit, the newest first. */
export function Audit({ path, initial }: AuditProps) {
  const t = useTranslations('admin')
  const pages = usePages(path, { initial, keyOf })
  const { rows } = pages
  if (rows.length === 0)
    return (
      <EmptyState
        icon={ShieldCheck}
        title={t('noAudit')}
        action={
          <Link href="/admin/audit" className={buttonStyle({})}>
            {t('showAll')}
          </Link>
        }
      />
    )
  return (
    <>
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
            <Line key={line.id} line={line} />
          ))}
        </tbody>
      </Table>
      <ListFoot pages={pages} />
    </>
  )
}

function Line({ line }: { line: AuditLine }) {
  const t = useTranslations('admin')
  const { put } = useAddress(false)
  const { action, subjectType, subjectId, checkpoint, userAgent } = line
  return (
    <Tr>
      <Td className="whitespace-nowrap">
        <span title={checkpoint === undefined ? t('notSealed') : t('sealed', { number: String(checkpoint) })}>
          <RelativeTime at={line.at} />
        </span>
      </Td>
      <Td className="min-w-32">
        {line.actor?.name ?? line.actor?.id ?? t('nobodySignedIn')}
        {line.actor?.guest ? <Guest actor={line.actor} /> : null}
      </Td>
      <Td>
        <span className="flex items-center gap-2">
          <button
            type="button"
            onClick={() => {
              put({ action })
            }}
            title={t('onlyThis')}
            className="min-h-6 rounded-sm font-mono text-xs whitespace-nowrap hover:underline max-sm:min-h-11"
          >
            {action}
          </button>
          {line.refused ? <Badge tone="danger">{t('refused')}</Badge> : null}
        </span>
      </Td>
      <Td className="max-w-120 min-w-52">
        <button
          type="button"
          onClick={() => {
            put({ subjectType, subjectId })
          }}
          title={`${subjectId}: ${t('onlySubject')}`}
          className="block min-h-6 max-w-full truncate rounded-sm text-left text-xs text-ink-soft hover:underline max-sm:min-h-11"
        >
          {subjectType} <span className="font-mono">{subjectId}</span>
        </button>
        <AuditDiff line={line} />
      </Td>
      <Td className="text-xs whitespace-nowrap text-ink-soft">
        <span title={userAgent}>{line.door}</span>
        {line.address ? <span className="block text-ink-faint">{line.address}</span> : null}
      </Td>
    </Tr>
  )
}

/** Somebody without an account: the address that they gave, and whether it is theirs. */
function Guest({ actor: { email, guest } }: { actor: NonNullable<AuditLine['actor']> }) {
  const t = useTranslations('admin')
  return (
    <span className="block text-xs text-ink-faint wrap-anywhere">
      {email === undefined
        ? t('guestNoMail')
        : t(guest?.verified ? 'guestVerified' : 'guestUnverified', { email })}
    </span>
  )
}
