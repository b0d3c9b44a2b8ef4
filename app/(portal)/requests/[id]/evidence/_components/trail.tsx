import { getTranslations } from 'next-intl/server'
import { contentsOf, type Pack } from '#engine/evidence/pack.ts'
import { canonicalJson } from '#engine/flow/canonical.ts'
import type { Reader } from './reader.ts'
import { Hash, Section } from './section.tsx'

/** All that the audit says of the request, in order. */
export async function Trail({ pack, reader: { who, when } }: { pack: Pack; reader: Reader }) {
  const t = await getTranslations('evidence')
  const entries = contentsOf(pack, 'chain')
    .flatMap(({ subjectType, entries: told }) => told.map((entry) => ({ ...entry, subjectType })))
    .sort((a, b) => Number(BigInt(a.id) - BigInt(b.id)))
  return (
    <Section title={t('trail')}>
      <ol className="space-y-3 text-sm">
        {entries.map((entry) => (
          <li key={entry.id} className="break-inside-avoid">
            <p>
              <span className="font-medium">{entry.action}</span>{' '}
              {t('entry', {
                name: entry.actorId === null ? '—' : who(entry.actorId),
                when: when(entry.at),
                door: [entry.door, entry.address].filter(Boolean).join(', '),
              })}
              {entry.refused ? ` ${t('refused')}` : null}
            </p>
            {entry.after === null ? null : (
              <p className="font-mono text-xs break-all text-ink-soft">{canonicalJson(entry.after)}</p>
            )}
            <p className="text-ink-faint">
              {entry.subjectType} {entry.seq}: <Hash value={entry.hash} />
            </p>
          </li>
        ))}
      </ol>
    </Section>
  )
}
