import { getTranslations } from 'next-intl/server'
import { contentsOf, type Pack } from '#engine/evidence/pack.ts'
import type { Reader } from './reader.ts'
import { Facts, Hash, Section } from './section.tsx'

/** Files by their hashes, and the versions of flow and app that the request went by. */
export async function Sources({ pack, reader: { who, when } }: { pack: Pack; reader: Reader }) {
  const t = await getTranslations('evidence')
  const files = contentsOf(pack, 'file')
  const versions = [
    ...contentsOf(pack, 'flow').map((one) => ({ ...one, kind: t('flow') })),
    ...contentsOf(pack, 'app').map((one) => ({ ...one, kind: t('app') })),
  ]
  return (
    <>
      {files.length === 0 ? null : (
        <Section title={t('files')}>
          <Facts
            facts={files.map(({ name, size, sha256 }) => [
              name,
              <>
                {t('bytes', { size })} · SHA-256 <Hash value={sha256} />
              </>,
            ])}
          />
        </Section>
      )}
      <Section title={t('versions')}>
        {versions.map(({ kind, namespace, id, revision, publishedAt, publishedById, source, sha256 }) => (
          <div key={`${kind} ${id} ${revision}`} className="mb-4">
            <p className="break-after-avoid">
              <span className="font-medium">
                {kind} {namespace} {id}
              </span>
              {', '}
              {t('revision', {
                revision,
                when: when(publishedAt),
                name: publishedById === null ? '—' : who(publishedById),
              })}
            </p>
            <p className="break-after-avoid text-ink-faint">
              SHA-256 <Hash value={sha256} />
            </p>
            <pre className="mt-2 rounded-sm border p-3 font-mono text-xs wrap-anywhere whitespace-pre-wrap">
              {source}
            </pre>
          </div>
        ))}
      </Section>
    </>
  )
}
