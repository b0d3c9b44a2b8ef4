'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useResource } from '#components/live/use-resource.ts'
import { Button } from '#components/ui/button.tsx'
import { Section } from '#components/ui/card.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { BindingDetail } from '#server/roles/view.ts'
import { rolesPath } from './role-given.ts'

const most = 100

/** Who has a role, and where; it can be taken away here. */
export function Holders({ roleId }: { roleId: string }) {
  const t = useTranslations('rights')
  const client = useQueryClient()
  const path = `/bindings/search?roleId=${encodeURIComponent(roleId)}&size=${String(most)}`
  const { data, error } = useResource<{ results: BindingDetail[]; total: number }>(path)
  const [pending, setPending] = useState<string>()
  const [trouble, setTrouble] = useState<unknown>()

  async function take(id: string) {
    setPending(id)
    setTrouble(undefined)
    try {
      await send('DELETE', `/bindings/${encodeURIComponent(id)}`)
      await client.invalidateQueries({ queryKey: [path] })
      await client.invalidateQueries({ queryKey: [rolesPath] })
    } catch (wrong) {
      setTrouble(wrong)
    } finally {
      setPending(undefined)
    }
  }

  return (
    <Section id="holders" title={t('whoHas')}>
      {(trouble ?? error) ? <TroubleNotice error={trouble ?? error} /> : null}
      {!data && !error ? <Skeleton className="h-16" /> : null}
      {data?.results.length === 0 ? <p className="text-sm text-ink-faint">{t('nobodyHas')}</p> : null}
      {data?.results.length ? (
        <ul className="divide-y rounded-lg border">
          {data.results.map((binding) => (
            <li key={binding.id} className="flex items-center gap-3 px-3 py-2">
              <span className="min-w-0 flex-1">
                <span className="block truncate">{binding.user?.displayName ?? binding.group?.name}</span>
                <span className="block truncate text-sm text-ink-faint">
                  {binding.group ? t('aGroup') : binding.user?.username} ·{' '}
                  {binding.namespace ?? t('everywhere')}
                </span>
              </span>
              <Button
                size="sm"
                variant="danger"
                pending={pending === binding.id}
                aria-label={t('takeFrom', { name: binding.user?.displayName ?? binding.group?.name ?? '' })}
                onClick={() => void take(binding.id)}
              >
                {t('take')}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {data && data.total > data.results.length ? (
        <p className="text-sm text-ink-faint">{t('andMore', { count: data.total - data.results.length })}</p>
      ) : null}
    </Section>
  )
}
