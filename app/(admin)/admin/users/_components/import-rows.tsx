'use client'

import { CircleAlert, Equal, Pencil, UserPlus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Badge } from '#components/ui/badge.tsx'
import { Select } from '#components/ui/select.tsx'
import { Table, Td, Th, Tr } from '#components/ui/table.tsx'
import type { ImportedRow, ImportResult } from '#server/people-csv/view.ts'

type What = ImportedRow['what']

const whats = ['wrong', 'new', 'changed', 'unchanged'] as const satisfies readonly What[]
const looks = {
  wrong: { tone: 'danger', icon: CircleAlert },
  new: { tone: 'success', icon: UserPlus },
  changed: { tone: 'info', icon: Pencil },
  unchanged: { tone: 'neutral', icon: Equal },
} as const
/** More are counted only: nobody reads them in a dialog. */
const shownAtMost = 100

/** What would happen to each person of a file; what is wrong comes first. */
export function ImportRows({ name, result }: { name: string; result: ImportResult }) {
  const t = useTranslations('peopleFile')
  const [only, setOnly] = useState<What | ''>('')
  const rows = result.rows
    .filter(({ what }) => only === '' || what === only)
    .sort((a, b) => whats.indexOf(a.what) - whats.indexOf(b.what) || a.line - b.line)
  const shown = rows.slice(0, shownAtMost)
  return (
    <section aria-label={t('file', { name })} className="space-y-3">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="w-full font-medium wrap-anywhere">{t('file', { name })}</h3>
        {whats.map((what) => (
          <Badge key={what} tone={looks[what].tone} icon={looks[what].icon}>
            {t(`count.${what}`, { count: result.counts[what] })}
          </Badge>
        ))}
        <Select
          aria-label={t('show')}
          value={only}
          onChange={(event) => {
            setOnly(whats.find((what) => what === event.target.value) ?? '')
          }}
          className="ml-auto w-40"
        >
          <option value="">{t('all')}</option>
          {whats.map((what) => (
            <option key={what} value={what}>
              {t(`what.${what}`)}
            </option>
          ))}
        </Select>
      </div>
      {shown.length === 0 ? (
        <p className="text-sm text-ink-soft">{t('noRows')}</p>
      ) : (
        <Table label={t('file', { name })}>
          <thead>
            <tr>
              <Th>{t('line')}</Th>
              <Th>{t('person')}</Th>
              <Th>{t('becomes')}</Th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <RowLine key={row.line} row={row} />
            ))}
          </tbody>
        </Table>
      )}
      {rows.length > shown.length ? (
        <p className="text-sm text-ink-soft">{t('more', { count: rows.length - shown.length })}</p>
      ) : null}
    </section>
  )
}

function RowLine({ row }: { row: ImportedRow }) {
  const t = useTranslations('peopleFile')
  const { what } = row
  const words =
    what === 'wrong'
      ? row.problems.map(({ column, message }) => t('problem', { column, message }))
      : row.changes
          .filter(({ before, after }) => before !== undefined || after !== '')
          .map(({ column, before, after }) =>
            before === undefined
              ? t('is', { column, after })
              : t('wasNow', { column, before: before || t('none'), after: after || t('none') }),
          )
  return (
    <Tr>
      <Td className="align-top text-ink-soft tabular-nums">{row.line}</Td>
      <Td className="min-w-40 align-top wrap-anywhere">
        <span className="block font-medium">{row.name}</span>
        <span className="block text-xs text-ink-faint">{row.mail}</span>
      </Td>
      <Td className="min-w-56 align-top wrap-anywhere">
        <Badge tone={looks[what].tone} icon={looks[what].icon}>
          {t(`what.${what}`)}
        </Badge>
        {words.length > 0 ? (
          <ul className="mt-1 space-y-0.5 text-sm text-ink-soft">
            {words.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        ) : null}
      </Td>
    </Tr>
  )
}
