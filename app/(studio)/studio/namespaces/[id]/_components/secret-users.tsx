'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { FlowName } from '#server/secrets/usage.ts'
import { flowHref } from '../../../../_components/param.ts'

const most = 5

/** Flows that name a secret. */
export function SecretUsers({ flows = [] }: { flows?: readonly FlowName[] }) {
  const t = useTranslations('studio.namespaces')
  if (flows.length === 0) return <span className="text-ink-faint">{t('unused')}</span>
  return (
    <ul>
      {flows.slice(0, most).map(({ namespace, id }) => (
        <li key={`${namespace}/${id}`}>
          <Link
            href={flowHref(namespace, id)}
            title={namespace}
            className="inline-block wrap-anywhere hover:underline max-sm:content-center max-sm:min-h-11"
          >
            {id}
          </Link>
        </li>
      ))}
      {flows.length > most ? (
        <li className="text-ink-faint">{t('moreUsers', { count: flows.length - most })}</li>
      ) : null}
    </ul>
  )
}
