'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, type ClipboardEvent } from 'react'
import { useHost, type ColumnView, type FieldInputProps } from '#components/ui/host.tsx'
import { useLatest } from '#components/ui/use-latest.ts'
import { useNewest } from '#components/ui/use-newest.ts'
import { matchColumns, readDelimited, readPasted, separatorOf } from './read-delimited.ts'
import { filled, isUntouched, moved, newRow, rowsOf, type Place, type Row } from './rows.ts'

/** More than this on one page nobody oversees, and the page grows slow. */
export const pageRows = 50

const noColumns: readonly ColumnView[] = []

/** What can be done with the rows of a table, and what is said about it. */
export function useTable(field: FieldInputProps) {
  const { id, options, columns = noColumns } = field
  const t = useTranslations('fields')
  const { rows, newest, change } = useRows(field)
  const most = typeof options.maxRows === 'number' ? options.maxRows : Infinity
  const [said, setSaid] = useState('')
  const [page, setPage] = useState(0)
  const focusOn = useRef('')
  const pages = Math.max(1, Math.ceil(rows.length / pageRows))
  const at = Math.min(page, pages - 1)

  useEffect(() => {
    if (focusOn.current === '') return
    document.getElementById(focusOn.current)?.focus()
    focusOn.current = ''
  })

  const show = (index: number) => {
    setPage(Math.floor(index / pageRows))
  }
  const { fill, importFile } = useTaking({ field, rows, most, change, show, say: setSaid })

  return {
    rows,
    most,
    said,
    page: at,
    pages,
    setPage,
    importFile,
    onCell: useLatest((index: number, column: string, next: unknown) => {
      change(newest.current.map((row, n) => (n === index ? { ...row, [column]: next } : row)))
    }),
    onMove: useLatest((from: number, to: number) => {
      if (to < 0 || to >= rows.length) return
      const rest = partIn(`${id}-${String(from)}`)
      // a button that cannot go further is none to stand on
      const end = to === 0 ? ':down' : to === rows.length - 1 ? ':up' : rest
      focusOn.current = `${id}-${String(to)}${rest.startsWith(':') ? end : rest}`
      show(to)
      change(moved(rows, from, to))
      setSaid(t('rowMoved', { from: from + 1, to: to + 1 }))
    }),
    onRemove: useLatest((index: number) => {
      focusOn.current = id
      change(rows.filter((_, other) => other !== index))
    }),
    add: () => {
      focusOn.current = `${id}-${String(rows.length)}-${columns[0]?.id ?? ''}`
      show(rows.length)
      change([...rows, newRow(columns)])
    },
    onPaste: (event: ClipboardEvent<HTMLElement>) => {
      const lines = readPasted(event.clipboardData.getData('text/plain'))
      const place = placeOf(event.target)
      if (!lines || !place) return
      event.preventDefault()
      fill(place, lines)
    },
  }
}

function useRows({ value, onChange }: FieldInputProps) {
  const rows = rowsOf(value)
  const newest = useNewest(rows)
  const change = (next: Row[]) => {
    newest.current = next
    onChange(next.length > 0 ? next : '')
  }
  return { rows, newest, change }
}

/** What of a row has the focus: the end of its id. */
function partIn(row: string): string {
  const active = document.activeElement?.id ?? ''
  return active.startsWith(row) ? active.slice(row.length) : ''
}

/** The cell that something happens in. */
function placeOf(target: EventTarget): Place | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('td[data-row]') : null
  return cell ? { row: Number(cell.dataset.row), column: Number(cell.dataset.column) } : undefined
}

interface Taking {
  field: FieldInputProps
  rows: readonly Row[]
  most: number
  change(rows: Row[]): void
  show(index: number): void
  say(text: string): void
}

/** Cells that come from a spreadsheet or a file. */
function useTaking({ field, rows, most, change, show, say }: Taking) {
  const { columns = noColumns, onBlur } = field
  const t = useTranslations('fields')
  const host = useHost()
  const valueOf = (text: string, column: ColumnView) => host.fromText?.(text, column) ?? text

  /** Cells that came from outside are judged at once: nobody goes through each. */
  function taken(
    { rows: next, left }: { rows: Row[]; left: number },
    { count, more = '' }: { count: number; more?: string },
  ) {
    change(next)
    onBlur()
    const full = left > 0 ? ` ${t('noRoom', { count: left, most })}` : ''
    say(`${t('rowsTaken', { count: count - left })}${full}${more}`)
  }

  function fill(place: Place, lines: readonly (readonly string[])[]) {
    taken(filled(rows, { at: place, lines }, { columns, most, valueOf }), { count: lines.length })
  }

  /** With the rows that there are once the file has been read. */
  const take = useLatest((text: string) => {
    const { lines, unknown, known } = matchColumns(readDelimited(text, separatorOf(text)), columns)
    if (known === 0) {
      say(t('noColumnsFound', { columns: columns.map(({ label }) => label).join(', ') }))
      return
    }
    const kept = rows.filter((row) => !isUntouched(row, columns))
    const room = Math.max(0, most - kept.length)
    const made = lines.slice(0, room).map((line) => {
      const given = columns.flatMap((column, n) =>
        line[n] ? [[column.id, valueOf(line[n], column)] as const] : [],
      )
      return { ...newRow(columns), ...Object.fromEntries(given) }
    })
    const more = unknown.length > 0 ? ` ${t('columnsLeftOut', { columns: unknown.join(', ') })}` : ''
    const left = lines.length - made.length
    taken({ rows: [...kept, ...made], left }, { count: lines.length, more })
    show(kept.length)
  })

  async function importFile(file: File) {
    let bytes: ArrayBuffer
    try {
      bytes = await file.arrayBuffer()
    } catch {
      // it was moved, or is one of a cloud that cannot be reached
      say(t('unreadFile', { name: file.name }))
      return
    }
    take(textIn(bytes))
  }

  return { fill, importFile }
}

/** Spreadsheets write UTF-8, or what Windows wrote before. */
function textIn(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
