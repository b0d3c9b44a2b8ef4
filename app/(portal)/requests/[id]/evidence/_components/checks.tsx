import { CircleCheck, CircleX } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import type { Check } from '#engine/evidence/findings.ts'
import type { Pack } from '#engine/evidence/pack.ts'
import { Hash, Section } from './section.tsx'

/** What a look at the evidence came to just now, and how to look again without this server. */
export async function Checks({ pack, checks }: { pack: Pack; checks: readonly Check[] }) {
  const t = await getTranslations('evidence')
  return (
    <Section title={t('checked')}>
      <ul className="mb-3 space-y-1">
        {checks.map(({ name, findings, count, open = 0 }) => (
          <li key={name} className="break-inside-avoid">
            <span className="flex items-start gap-2">
              {findings.length === 0 ? (
                <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success-strong" />
              ) : (
                <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 text-danger-strong" />
              )}
              <span>
                {findings.length === 0 ? t(`check.${name}`, { count, open }) : t(`wrong.${name}`)}
                {findings.map(({ where, what }) => (
                  <span key={`${where} ${what}`} className="block text-danger-strong">
                    {where}: {what}
                  </span>
                ))}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <p className="mb-1">{t('howTo')}</p>
      <p className="mb-3">
        <code className="font-mono text-xs">npx formwork verify FILE --key {pack.signature.publicKey}</code>
      </p>
      <p className="text-ink-faint">
        {t('key', { address: `${pack.origin}/api/v1/evidence/keys` })}{' '}
        <Hash value={pack.signature.publicKey} />
      </p>
    </Section>
  )
}
