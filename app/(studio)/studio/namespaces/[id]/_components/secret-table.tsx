'use client'

import { LockKeyhole, Pencil, Plus, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { ListFoot } from '#components/live/list-foot.tsx'
import { usePages } from '#components/live/use-pages.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Section } from '#components/ui/card.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Table, Td, Th, Tr } from '#components/ui/table.tsx'
import type { FlowName } from '#server/secrets/usage.ts'
import type { SecretEntry } from '#server/secrets/view.ts'
import { secretPath, secretsPath } from './secret-path.ts'
import { SecretUsers } from './secret-users.tsx'
import { RowButton } from '../../../../_components/row-button.tsx'

const SecretDrawer = dynamic(() => import('./secret-drawer.tsx'), { ssr: false })
const DeleteDialog = dynamic(() => import('#components/live/delete-dialog.tsx'), { ssr: false })

interface SecretTableProps {
  namespace: string
  initial: { results: SecretEntry[]; total: number }
  usage: Readonly<Record<string, readonly FlowName[]>>
  mayWrite: boolean
  mayDelete: boolean
}

type Open = { what: 'new' } | { what: 'edit' | 'delete'; entry: SecretEntry }

/** Secrets of a namespace by name, live. */
export function SecretTable({ namespace, initial, usage, mayWrite, mayDelete }: SecretTableProps) {
  const t = useTranslations('studio.namespaces')
  const path = `${secretsPath(namespace)}?size=50&sort=key%3Aasc`
  const pages = usePages<SecretEntry>(path, {
    initial,
    topics: [`secrets:${namespace}`],
    keyOf: ({ key }) => key,
    by: 'page',
  })
  const [open, setOpen] = useState<Open>()
  const close = () => {
    setOpen(undefined)
  }
  const add = mayWrite ? (
    <Button
      variant="primary"
      onClick={() => {
        setOpen({ what: 'new' })
      }}
    >
      <Plus aria-hidden />
      {t('newSecret')}
    </Button>
  ) : null
  return (
    <Section id="own-secrets" title={t('secrets')} actions={add}>
      {pages.rows.length === 0 ? (
        <EmptyState icon={LockKeyhole} title={t('noSecrets')}>
          {t('noSecretsText')}
        </EmptyState>
      ) : (
        <>
          <Table label={t('secrets')}>
            <thead>
              <tr>
                <Th>{t('key')}</Th>
                <Th>{t('users')}</Th>
                <Th>{t('changed')}</Th>
                <Th>
                  <span className="sr-only">{t('actions')}</span>
                </Th>
              </tr>
            </thead>
            <tbody>
              {pages.rows.map((row) => (
                <SecretLine
                  key={row.key}
                  row={row}
                  flows={usage[row.key]}
                  onEdit={mayWrite ? () => setOpen({ what: 'edit', entry: row }) : undefined}
                  onDelete={mayDelete ? () => setOpen({ what: 'delete', entry: row }) : undefined}
                />
              ))}
            </tbody>
          </Table>
          <ListFoot pages={pages} />
        </>
      )}
      {open && open.what !== 'delete' ? (
        <SecretDrawer
          namespace={namespace}
          entry={open.what === 'edit' ? open.entry : undefined}
          path={path}
          onClose={close}
        />
      ) : null}
      {open?.what === 'delete' ? (
        <DeleteDialog
          title={t('deleteSecretTitle', { key: open.entry.key })}
          path={secretPath({ namespace, key: open.entry.key })}
          refresh={[path]}
          done={t('secretDeleted', { key: open.entry.key })}
          onClose={close}
        >
          {t('deleteSecretText', { users: usage[open.entry.key]?.length ?? 0 })}
        </DeleteDialog>
      ) : null}
    </Section>
  )
}

interface SecretLineProps {
  row: SecretEntry
  flows?: readonly FlowName[]
  onEdit?: () => void
  onDelete?: () => void
}

function SecretLine({ row, flows, onEdit, onDelete }: SecretLineProps) {
  const t = useTranslations('studio.namespaces')
  return (
    <Tr>
      <Td className="max-w-96 min-w-52">
        <span className="block font-mono font-medium wrap-anywhere">{row.key}</span>
        {row.description ? (
          <span className="line-clamp-2 block text-xs wrap-anywhere text-ink-soft">{row.description}</span>
        ) : null}
        {row.tags.map(({ key, value }) => (
          <Badge key={`${key}=${value}`}>{value === '' ? key : `${key}: ${value}`}</Badge>
        ))}
      </Td>
      <Td>
        <SecretUsers flows={flows} />
      </Td>
      <Td className="whitespace-nowrap">
        <RelativeTime at={row.updateDate} />
      </Td>
      <Td className="text-right whitespace-nowrap">
        {onEdit ? <RowButton icon={Pencil} label={t('replace', { key: row.key })} onClick={onEdit} /> : null}
        {onDelete ? (
          <RowButton icon={Trash2} label={t('deleteSecret', { key: row.key })} onClick={onDelete} />
        ) : null}
      </Td>
    </Tr>
  )
}
