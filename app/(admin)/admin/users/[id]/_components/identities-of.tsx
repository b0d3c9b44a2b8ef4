'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { IdentityList } from '#app/_identities/identity-list.tsx'
import { useResource } from '#components/live/use-resource.ts'
import { Section } from '#components/ui/card.tsx'
import type { IdentityView } from '#server/single-sign-on/view.ts'

interface IdentitiesOfProps {
  personId: string
  initial: IdentityView[]
  mayUnlink: boolean
}

/** The accounts at providers by which a person signs in. To unlink one ends their sessions. */
export function IdentitiesOf({ personId, initial, mayUnlink }: IdentitiesOfProps) {
  const t = useTranslations('identities')
  const client = useQueryClient()
  const base = `/users/${encodeURIComponent(personId)}`
  const path = `${base}/identities`
  const { data = initial } = useResource(path, { initial })

  async function refresh() {
    const changed = [path, `${base}/sessions`, base]
    await Promise.all(changed.map((key) => client.invalidateQueries({ queryKey: [key] })))
  }

  return (
    <Section id="identities" title={t('title')}>
      <IdentityList identities={data} path={path} mayUnlink={mayUnlink} onUnlinked={refresh} />
    </Section>
  )
}
