import { TriangleAlert } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Badge } from '#components/ui/badge.tsx'
import { Card } from '#components/ui/card.tsx'
import type { ProviderView } from '#server/single-sign-on/view.ts'
import { RedirectAddress } from './redirect-address.tsx'
import { TestProvider } from './test-provider.tsx'

const mono = (text: string) => <code className="font-mono text-sm wrap-anywhere">{text}</code>

/** The groups that the values of a claim stand for. */
async function Mapping({ groups }: Pick<ProviderView, 'groups'>) {
  const t = await getTranslations('admin.sso')
  return (
    <ul className="space-y-1">
      {groups.map(({ value, group, exists }) => (
        <li key={value} className="flex flex-wrap items-center gap-x-2">
          {mono(value)}
          <span aria-hidden>→</span>
          {mono(group)}
          {exists ? null : (
            <Badge tone="warning" icon={TriangleAlert}>
              {t('noSuchGroup', { group })}
            </Badge>
          )}
        </li>
      ))}
    </ul>
  )
}

/** A provider as the settings have it. */
export async function ProviderCard({ provider }: { provider: ProviderView }) {
  const t = await getTranslations('admin.sso')
  const { name, groups, groupsClaim, managerClaim, domains, signUp } = provider
  const signsUp = domains ? t('signUpDomains', { domains: domains.join(', ') }) : t('signUpAll')
  const rows: [label: string, value: ReactNode][] = [
    [t('issuer'), mono(provider.issuer)],
    [t('clientId'), mono(provider.clientId)],
    [t('redirect'), <RedirectAddress key="redirect" address={provider.redirectAddress} />],
    [t('scopes'), mono(provider.scopes)],
    [t('signUp'), signUp ? signsUp : t('signUpNone')],
    [
      groupsClaim ? t('groups', { claim: groupsClaim }) : t('groupsOff'),
      groups.length > 0 ? <Mapping key="groups" groups={groups} /> : t('noGroups'),
    ],
    [t('manager'), managerClaim ? t('managerBy', { claim: managerClaim }) : t('noManager')],
  ]
  return (
    <Card>
      <div className="space-y-1 p-4">
        <h2 className="flex items-center gap-2 text-base font-semibold">
          <span className="truncate">{name}</span>
          {provider.trusted ? <Badge tone="accent">{t('trusted')}</Badge> : null}
        </h2>
        <p className="text-sm text-ink-soft">{t('people', { count: provider.people })}</p>
        <p className="text-sm text-ink-soft">{provider.trusted ? t('trustedText') : t('untrustedText')}</p>
      </div>
      <dl className="divide-y border-y">
        {rows.map(([label, value]) => (
          <div key={label} className="grid gap-x-4 gap-y-1 px-4 py-2.5 sm:grid-cols-[12rem_minmax(0,1fr)]">
            <dt className="text-sm text-ink-faint">{label}</dt>
            <dd className="min-w-0 wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
      <TestProvider id={provider.id} name={name} />
    </Card>
  )
}
