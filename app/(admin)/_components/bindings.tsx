'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '#components/live/api.ts'
import { TroubleNotice } from '#components/live/trouble-notice.tsx'
import { useResource } from '#components/live/use-resource.ts'
import { Button } from '#components/ui/button.tsx'
import { Card, Section } from '#components/ui/card.tsx'
import { Form } from '#components/ui/form.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { RoleChoice } from '#server/roles/grantable-roles.ts'
import type { BindingDetail } from '#server/roles/view.ts'
import { useRoleName } from './use-role-name.ts'

interface BindingsProps {
  type: 'USER' | 'GROUP'
  /** Id of the person or the group. */
  id: string
  choices: readonly RoleChoice[]
  mayWrite: boolean
}

/** The roles of a person or a group, each with where it holds: to give and to take. */
export function Bindings({ type, id, choices, mayWrite }: BindingsProps) {
  const t = useTranslations('rights')
  const nameOf = useRoleName()
  const client = useQueryClient()
  const path = `/bindings/search?type=${type}&id=${encodeURIComponent(id)}&size=100`
  const { data, error } = useResource<{ results: BindingDetail[] }>(path)
  const [pending, setPending] = useState<string>()
  const [trouble, setTrouble] = useState<unknown>()

  async function run(what: string, act: () => Promise<unknown>) {
    setPending(what)
    setTrouble(undefined)
    try {
      await act()
      await client.invalidateQueries({ queryKey: [path] })
    } catch (wrong) {
      setTrouble(wrong)
    } finally {
      setPending(undefined)
    }
  }

  function give(form: HTMLFormElement) {
    const fields = new FormData(form)
    const namespaceId = String(fields.get('namespace')).trim() || undefined
    const body = { type, externalId: id, roleId: String(fields.get('role')), namespaceId }
    void run('give', async () => {
      await send('POST', '/bindings', { body })
      form.reset()
    })
  }

  const wrong = trouble ?? error
  return (
    <Section id="bindings" title={t('roles')}>
      {wrong ? <TroubleNotice error={wrong} /> : null}
      {!data && !error ? <Skeleton className="h-16" /> : null}
      {data?.results.length === 0 ? <p className="text-sm text-ink-faint">{t('noRoles')}</p> : null}
      {data?.results.length ? (
        <Card>
          <ul aria-label={t('roles')} className="divide-y">
            {data.results.map((binding) => {
              const name = nameOf({ role: binding.role.id, name: binding.role.name })
              return (
                <li key={binding.id} className="flex items-center gap-3 px-4 py-2">
                  <span className="min-w-0 flex-1">
                    {name} <span className="text-ink-faint">· {binding.namespace ?? t('everywhere')}</span>
                  </span>
                  {mayWrite ? (
                    <Button
                      size="sm"
                      variant="danger"
                      pending={pending === binding.id}
                      aria-label={t('takeRole', { name })}
                      onClick={() =>
                        void run(binding.id, () =>
                          send('DELETE', `/bindings/${encodeURIComponent(binding.id)}`),
                        )
                      }
                    >
                      {t('take')}
                    </Button>
                  ) : null}
                </li>
              )
            })}
          </ul>
        </Card>
      ) : null}
      {mayWrite && choices.length > 0 ? (
        <Form onSubmit={give} className="flex flex-wrap gap-2">
          <Select name="role" aria-label={t('role')} required className="w-52 max-sm:w-full">
            {choices.map((choice) => (
              <option key={choice.id} value={choice.id}>
                {nameOf({ role: choice.id, name: choice.name })}
              </option>
            ))}
          </Select>
          <span className="w-52 max-sm:w-full">
            <Input
              name="namespace"
              aria-label={t('whereIt')}
              placeholder={t('everywhere')}
              title={t('whereHelp')}
              maxLength={150}
              autoCapitalize="off"
              spellCheck={false}
              className="font-mono"
            />
          </span>
          <Button type="submit" pending={pending === 'give'} className="max-sm:w-full">
            {t('give')}
          </Button>
        </Form>
      ) : null}
    </Section>
  )
}
