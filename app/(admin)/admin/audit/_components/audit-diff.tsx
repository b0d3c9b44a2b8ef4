import { useTranslations } from 'next-intl'
import type { AuditLine } from '#server/audit/view.ts'
import { changesOf } from './changes.ts'

/** What an entry changed, field by field: what was and what is now. */
export function AuditDiff({ line }: { line: AuditLine }) {
  const t = useTranslations('admin')
  const changes = changesOf(line.before, line.after)
  if (changes.length === 0) return null
  return (
    <details className="text-xs">
      <summary className="rounded-sm py-1 text-ink-faint max-sm:py-3">{t('details')}</summary>
      <table className="mt-1 w-full text-left">
        <thead className="sr-only">
          <tr>
            <th scope="col">{t('field')}</th>
            <th scope="col">{t('before')}</th>
            <th scope="col">{t('after')}</th>
          </tr>
        </thead>
        <tbody className="align-top font-mono">
          {changes.map(({ field, before, after }) => (
            <tr key={field}>
              <th scope="row" className="py-0.5 pr-3 font-normal text-ink-soft">
                {field}
              </th>
              <td className="w-1/2 py-0.5 pr-2">
                <Value text={before} tone="before" />
              </td>
              <td className="w-1/2 py-0.5">
                <Value text={after} tone="after" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

const tones = {
  before: { sign: '− ', className: 'bg-danger-soft text-danger-strong' },
  after: { sign: '+ ', className: 'bg-success-soft text-success-strong' },
} as const

function Value({ text, tone }: { text: string | undefined; tone: keyof typeof tones }) {
  const t = useTranslations('admin')
  if (text === undefined) return <span className="text-ink-faint">{t('nothingThere')}</span>
  const { sign, className } = tones[tone]
  return (
    <span className={`block rounded-sm px-1 wrap-anywhere whitespace-pre-wrap ${className}`}>
      <span aria-hidden>{sign}</span>
      {text}
    </span>
  )
}
