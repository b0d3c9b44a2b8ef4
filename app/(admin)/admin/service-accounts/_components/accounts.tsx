'use client'

import { Bot, SearchX } from 'lucide-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { TokenList } from '#app/_tokens/token-list.tsx'
import { ListFoot } from '#components/live/list-foot.tsx'
import { usePages } from '#components/live/use-pages.ts'
import { Button, buttonStyle } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Table, Td, Th, Tr } from '#components/ui/table.tsx'
import type { Permission } from '#server/people/permissions.ts'
import type { ServiceAccount } from '#server/service-accounts/view.ts'
import { useRoleName } from '../../../_components/use-role-name.ts'
import { AccountForm, type AccountFormChoices } from './account-form.tsx'

interface AccountsProps extends AccountFormChoices {
  initial: { results: ServiceAccount[]; total: number }
  filtered: boolean
  mayWrite: boolean
  /** What the viewer holds somewhere: tokens are made of it. */
  held: readonly Permission[]
}

/** Service accounts with their rights; each opens with its tokens. */
export function Accounts({ initial, filtered, mayWrite, held, ...rest }: AccountsProps) {
  const t = useTranslations('rights')
  const common = useTranslations('common')
  const client = useQueryClient()
  const pages = usePages<ServiceAccount>(rest.path, { initial, keyOf: ({ id }) => id, by: 'page' })
  const [shownId, setShownId] = useState<string>()
  const shown = pages.rows.find(({ id }) => id === shownId)
  const close = () => {
    setShownId(undefined)
  }

  if (pages.rows.length === 0)
    return filtered ? (
      <EmptyState
        icon={SearchX}
        title={t('noAccountFits')}
        action={
          <Link href="/admin/service-accounts" className={buttonStyle({})}>
            {t('showAllAccounts')}
          </Link>
        }
      />
    ) : (
      <EmptyState icon={Bot} title={t('noAccounts')}>
        {t('noAccountsText')}
      </EmptyState>
    )
  return (
    <>
      <Table label={t('account')}>
        <thead>
          <tr>
            <Th>{t('name')}</Th>
            <Th>{t('roles')}</Th>
            <Th className="text-right">{t('tokenCount')}</Th>
            <Th>{t('lastUsed')}</Th>
            <Th className="relative">
              <span className="sr-only">{t('open')}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {pages.rows.map((account) => (
            <AccountLine
              key={account.id}
              account={account}
              onOpen={() => {
                setShownId(account.id)
              }}
            />
          ))}
        </tbody>
      </Table>
      <ListFoot pages={pages} />
      <Dialog
        kind="drawer"
        open={shown !== undefined}
        title={shown?.name ?? ''}
        closeLabel={common('close')}
        className="overflow-y-auto"
        onClose={close}
      >
        {shown ? (
          <div className="space-y-8">
            {mayWrite ? (
              <AccountForm key={shown.id} account={shown} {...rest} onDone={close} />
            ) : (
              <p className="text-ink-soft">{shown.description}</p>
            )}
            <TokenList
              path={`/service-accounts/${encodeURIComponent(shown.id)}/api-tokens`}
              held={mayWrite ? held : undefined}
              mayRevoke={mayWrite}
              onChanged={() => void client.invalidateQueries({ queryKey: [rest.path] })}
            />
          </div>
        ) : null}
      </Dialog>
    </>
  )
}

function AccountLine({ account, onOpen }: { account: ServiceAccount; onOpen(): void }) {
  const t = useTranslations('rights')
  const nameOf = useRoleName()
  return (
    <Tr>
      <Td className="min-w-52">
        <span className="block font-medium wrap-anywhere">{account.name}</span>
        <span className="block text-sm wrap-anywhere text-ink-faint">{account.description}</span>
      </Td>
      <Td className="min-w-36">
        {account.roles.map((grant) => (
          <span key={`${grant.role}@${grant.namespace ?? ''}`} className="block">
            {nameOf(grant)}
            {grant.namespace ? <span className="text-ink-faint"> · {grant.namespace}</span> : null}
          </span>
        ))}
      </Td>
      <Td className="text-right tabular-nums">{account.tokenCount}</Td>
      <Td className="whitespace-nowrap text-ink-soft">
        {account.lastUsed ? <RelativeTime at={account.lastUsed} /> : t('never')}
      </Td>
      <Td className="text-right">
        <Button size="sm" aria-label={t('openRole', { name: account.name })} onClick={onOpen}>
          {t('open')}
        </Button>
      </Td>
    </Tr>
  )
}
