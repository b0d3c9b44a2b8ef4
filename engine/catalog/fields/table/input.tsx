'use client'

import { FileUp, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { FieldInputProps, InnerProblem } from '#components/ui/host.tsx'
import { TableRow } from './table-row.tsx'
import { pageRows, useTable } from './use-table.ts'

/** Rows to add, move and remove, by hand, from a spreadsheet or a file; side by side on a wide screen, one card each on a phone. */
export default function TableInput(field: FieldInputProps) {
  const { id, name, columns = [], problems = [], disabled, labelledBy, describedBy, onBlur } = field
  const t = useTranslations('fields')
  const table = useTable(field)
  const file = useRef<HTMLInputElement>(null)
  const { rows, page, pages } = table
  const from = page * pageRows
  const wrong = problemsByRow(problems)
  const elsewhere = [...wrong.keys()].filter((index) => Math.floor(index / pageRows) !== page)

  return (
    <div
      id={id}
      role="group"
      tabIndex={-1}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      className="space-y-2"
      onPaste={disabled ? undefined : table.onPaste}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onBlur()
      }}
    >
      {rows.length > 0 ? (
        <table aria-labelledby={labelledBy} className="w-full max-sm:block">
          <thead className="max-sm:hidden">
            <tr>
              <th className="w-8">
                <span className="sr-only">{t('rowNumber')}</span>
              </th>
              {columns.map((column) => (
                <th
                  key={column.id}
                  scope="col"
                  className="pr-2 pb-1 text-left text-sm font-medium text-ink-soft"
                >
                  {column.label}
                  {column.help ? <div className="font-normal text-ink-faint">{column.help}</div> : null}
                </th>
              ))}
              <th className="w-24">
                <span className="sr-only">{t('rowActions')}</span>
              </th>
            </tr>
          </thead>
          <tbody className="max-sm:block max-sm:space-y-3">
            {rows.slice(from, from + pageRows).map((row, n) => (
              <TableRow
                key={`${id}-${String(from + n)}`}
                id={id}
                name={name}
                row={row}
                index={from + n}
                isLast={from + n === rows.length - 1}
                columns={columns}
                problems={wrong.get(from + n)}
                disabled={disabled}
                onCell={table.onCell}
                onMove={table.onMove}
                onRemove={table.onRemove}
              />
            ))}
          </tbody>
        </table>
      ) : null}
      {pages > 1 ? <Pager table={table} elsewhere={elsewhere} /> : null}
      <div className="flex flex-wrap items-center gap-2">
        <Button size="sm" disabled={disabled || rows.length >= table.most} onClick={table.add}>
          <Plus aria-hidden />
          {t('addRow')}
        </Button>
        <Button size="sm" variant="ghost" disabled={disabled} onClick={() => file.current?.click()}>
          <FileUp aria-hidden />
          {t('importRows')}
        </Button>
        <input
          ref={file}
          type="file"
          hidden
          accept=".csv,.tsv,.txt,text/csv"
          aria-label={t('importRows')}
          onChange={(event) => {
            const [chosen] = event.target.files ?? []
            if (chosen) void table.importFile(chosen)
            event.target.value = ''
          }}
        />
        <span className="text-sm text-ink-faint">
          {rows.length >= table.most ? t('tableFull', { most: table.most }) : t('pasteHint')}
        </span>
      </div>
      <p role="status" className="text-sm text-ink-soft empty:hidden">
        {table.said}
      </p>
    </div>
  )
}

interface PagerProps {
  table: ReturnType<typeof useTable>
  /** Rows on other pages that have something to mend. */
  elsewhere: readonly number[]
}

function Pager({ table, elsewhere }: PagerProps) {
  const t = useTranslations('fields')
  const { rows, page, pages } = table
  const from = page * pageRows
  return (
    <div className="flex flex-wrap items-center gap-2 text-sm text-ink-soft">
      <Button
        size="sm"
        disabled={page === 0}
        onClick={() => {
          table.setPage(page - 1)
        }}
      >
        {t('rowsBefore')}
      </Button>
      <span className="tabular-nums">
        {t('rowsShown', {
          from: from + 1,
          to: Math.min(from + pageRows, rows.length),
          count: rows.length,
        })}
      </span>
      <Button
        size="sm"
        disabled={page === pages - 1}
        onClick={() => {
          table.setPage(page + 1)
        }}
      >
        {t('rowsAfter')}
      </Button>
      {elsewhere[0] === undefined ? null : (
        <button
          type="button"
          className="text-danger-strong underline underline-offset-2 max-sm:min-h-11"
          onClick={() => {
            table.setPage(Math.floor((elsewhere[0] ?? 0) / pageRows))
          }}
        >
          {t('wrongElsewhere', { count: elsewhere.length })}
        </button>
      )}
    </div>
  )
}

function problemsByRow(problems: readonly InnerProblem[]): Map<number, Record<string, string>> {
  const byRow = new Map<number, Record<string, string>>()
  for (const { index, column, text } of problems) {
    const row = byRow.get(index) ?? {}
    if (column !== undefined) row[column] ??= text
    byRow.set(index, row)
  }
  return byRow
}
