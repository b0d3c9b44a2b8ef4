'use client'

import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { FieldInputProps } from '#components/ui/host.tsx'
import { Cell } from './cell.tsx'
import { newRow, rowsOf, type Row } from './rows.ts'

/** Rows to add and remove; side by side on a wide screen, one card each on a phone. */
export default function TableInput({
  id,
  name,
  value,
  options,
  columns = [],
  problems = [],
  disabled,
  labelledBy,
  describedBy,
  onChange,
  onBlur,
}: FieldInputProps) {
  const t = useTranslations('fields')
  const group = useRef<HTMLDivElement>(null)
  const added = useRef(false)
  const rows = rowsOf(value)
  const most = typeof options.maxRows === 'number' ? options.maxRows : Infinity
  const firstColumn = columns[0]?.id ?? ''
  const cellId = (index: number, column: string) => `${id}-${String(index)}-${column}`
  const change = (next: Row[]) => {
    onChange(next.length > 0 ? next : '')
  }
  useEffect(() => {
    if (!added.current) return
    added.current = false
    document.getElementById(`${id}-${String(rows.length - 1)}-${firstColumn}`)?.focus()
  }, [id, rows.length, firstColumn])

  return (
    <div
      ref={group}
      id={id}
      role="group"
      tabIndex={-1}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      className="space-y-2"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onBlur()
      }}
    >
      {rows.length > 0 ? (
        <table aria-labelledby={labelledBy} className="w-full max-sm:block">
          <thead className="max-sm:hidden">
            <tr>
              {columns.map((column) => (
                <th
                  key={column.id}
                  scope="col"
                  className="pr-2 pb-1 text-left text-sm font-medium text-ink-soft"
                >
                  {column.label}
                  {column.help ? (
                    <span className="block font-normal text-ink-faint">{column.help}</span>
                  ) : null}
                </th>
              ))}
              <th className="w-8">
                <span className="sr-only">{t('remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody className="max-sm:block max-sm:space-y-3">
            {rows.map((row, index) => (
              <tr
                key={`${id}-${String(index)}`}
                className="max-sm:block max-sm:space-y-2 max-sm:rounded-md max-sm:border max-sm:p-3"
              >
                {columns.map((column) => (
                  <td key={column.id} className="pr-2 pb-2 align-top max-sm:block max-sm:p-0">
                    <Cell
                      id={cellId(index, column.id)}
                      name={`${name}-${String(index)}-${column.id}`}
                      rowNumber={index + 1}
                      column={column}
                      value={row[column.id]}
                      problem={problems.find((one) => one.index === index && one.column === column.id)?.text}
                      disabled={disabled}
                      onChange={(next) => {
                        change(
                          rows.map((other, n) => (n === index ? { ...other, [column.id]: next } : other)),
                        )
                      }}
                    />
                  </td>
                ))}
                <td className="w-8 pb-2 align-top max-sm:block max-sm:w-auto max-sm:p-0 max-sm:text-right">
                  <Button
                    variant="ghost"
                    size="icon"
                    disabled={disabled}
                    aria-label={t('removeRow', { number: index + 1 })}
                    onClick={() => {
                      change(rows.filter((_, other) => other !== index))
                      group.current?.focus()
                    }}
                  >
                    <X aria-hidden />
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      <Button
        size="sm"
        disabled={disabled || rows.length >= most}
        onClick={() => {
          added.current = true
          change([...rows, newRow(columns)])
        }}
      >
        <Plus aria-hidden />
        {t('addRow')}
      </Button>
    </div>
  )
}
