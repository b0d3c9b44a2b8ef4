'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Badge } from '#components/ui/badge.tsx'
import { Section } from '#components/ui/card.tsx'
import { Table, Td, Th, Tr } from '#components/ui/table.tsx'
import type { FlowName } from '#server/secrets/usage.ts'
import { namespaceHref } from '../../../../_components/param.ts'
import { SecretUsers } from './secret-users.tsx'

interface InheritedSecretsProps {
  /** Keys by the namespace that they stand in, the nearest first. */
  above: Readonly<Record<string, readonly string[]>>
  /** Keys of the namespace itself: they hide those of the same name above. */
  own: readonly string[]
  /** Keys that the environment of the installation gives: the last that are looked at. */
  environment: readonly string[]
  usage: Readonly<Record<string, readonly FlowName[]>>
}

/** Secrets that flows here can read although they stand elsewhere: in a namespace above, or in the environment. */
export function InheritedSecrets({ above, own, environment, usage }: InheritedSecretsProps) {
  const t = useTranslations('studio.namespaces')
  const rows = [
    ...Object.entries(above).flatMap(([namespace, keys]) => keys.map((key) => ({ namespace, key }))),
    ...environment.map((key) => ({ namespace: undefined, key })),
  ]
  if (rows.length === 0) return null
  // the environment's names are read in any case: `api_token` is SECRET_API_TOKEN
  const same = (key: string, { namespace, key: other }: (typeof rows)[number]) =>
    namespace === undefined ? key.toUpperCase() === other.toUpperCase() : key === other
  const isHidden = (at: number) => {
    const row = rows[at]
    return (
      row !== undefined && [...own, ...rows.slice(0, at).map(({ key }) => key)].some((key) => same(key, row))
    )
  }
  return (
    <Section id="inherited-secrets" title={t('inherited')}>
      <Table label={t('inherited')}>
        <thead>
          <tr>
            <Th>{t('key')}</Th>
            <Th>{t('from')}</Th>
            <Th>{t('users')}</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ namespace, key }, at) => (
            <Tr key={`${namespace ?? ''}/${key}`}>
              <Td className="font-mono wrap-anywhere">
                {key} {isHidden(at) ? <Badge>{t('hidden')}</Badge> : null}
              </Td>
              <Td>
                {namespace === undefined ? (
                  <span className="text-ink-soft">{t('fromEnvironment')}</span>
                ) : (
                  <Link
                    href={`${namespaceHref(namespace)}?tab=secrets`}
                    className="inline-block wrap-anywhere hover:underline max-sm:content-center max-sm:min-h-11"
                  >
                    {namespace}
                  </Link>
                )}
              </Td>
              <Td>{isHidden(at) ? null : <SecretUsers flows={usage[key]} />}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}
