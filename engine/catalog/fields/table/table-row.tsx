'use client'

import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { ColumnView } from '#components/ui/host.tsx'
import { rawOf } from '#engine/flow/inputs/nested.ts'
import { Cell } from './cell.tsx'
import type { Row } from './rows.ts'

export interface TableRowProps {
  /** Of the table's control. */
  id: string
  name: string
  row: Row
  index: number
  isLast: boolean
  columns: readonly ColumnView[]
  /** What is wrong in it, by the id of the column. */
  problems: Readonly<Record<string, string>> | undefined
  disabled: boolean
  onCell(index: number, column: string, value: unknown): void
  onMove(from: number, to: number): void
  onRemove(index: number): void
}

/** Drawn again only where it changed: there may be hundreds. */
export const TableRow = memo(function TableRow(props: TableRowProps) {
  const { id, name, row, index, isLast, columns, problems, disabled, onCell, onMove, onRemove } = props
  const t = useTranslations('fields')
  const number = index + 1
  return (
    <tr
      className="max-sm:block max-sm:space-y-2 max-sm:rounded-md max-sm:border max-sm:p-3"
      onKeyDown={(event) => {
        const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
        if (!event.altKey || step === undefined || disabled) return
        event.preventDefault()
        onMove(index, index + step)
      }}
    >
      <th
        scope="row"
        className="w-8 pt-2 pr-2 text-right align-top text-sm font-normal text-ink-faint tabular-nums max-sm:block max-sm:w-auto max-sm:p-0 max-sm:text-left"
      >
        <span className="sm:hidden">{t('row', { number })}</span>
        <span className="max-sm:hidden">{number}</span>
      </th>
      {columns.map((column, place) => (
        <td
          key={column.id}
          data-row={index}
          data-column={place}
          className="pr-2 pb-2 align-top max-sm:block max-sm:p-0"
        >
          <Cell
            id={`${id}-${String(index)}-${column.id}`}
            name={`${name}-${String(index)}-${column.id}`}
            rowNumber={number}
            column={column}
            value={rawOf(row, column.id)}
            problem={problems?.[column.id]}
            disabled={disabled}
            onChange={(next) => {
              onCell(index, column.id, next)
            }}
          />
        </td>
      ))}
      <td className="w-24 pb-2 align-top max-sm:block max-sm:w-auto max-sm:p-0">
        <span className="flex justify-end">
          <Button
            id={`${id}-${String(index)}:up`}
            variant="ghost"
            size="icon"
            disabled={disabled || index === 0}
            aria-label={t('moveUp', { number })}
            onClick={() => {
              onMove(index, index - 1)
            }}
          >
            <ArrowUp aria-hidden />
          </Button>
          <Button
            id={`${id}-${String(index)}:down`}
            variant="ghost"
            size="icon"
            disabled={disabled || isLast}
            aria-label={t('moveDown', { number })}
            onClick={() => {
              onMove(index, index + 1)
            }}
          >
            <ArrowDown aria-hidden />
          </Button>
          <Button
            variant="ghost"
            size="icon"
            disabled={disabled}
            aria-label={t('removeRow', { number })}
            onClick={() => {
              onRemove(index)
            }}
          >
            <X aria-hidden />
          </Button>
        </span>
      </td>
    </tr>
  )
}, isSame)

/** What is wrong comes as a new object with each key. */
function isSame(before: TableRowProps, after: TableRowProps): boolean {
  return (Object.keys(after) as (keyof TableRowProps)[]).every((name) =>
    name === 'problems'
      ? JSON.stringify(before.problems) === JSON.stringify(after.problems)
      : Object.is(before[name], after[name]),
  )
}
