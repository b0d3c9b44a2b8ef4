'use client'

import { useState } from 'react'
import { get } from './api.ts'
import { useResource } from './use-resource.ts'

/** A page of a list, as REST answers it. */
interface Page<T> {
  results: T[]
  total: number
  /** Cursor of the next page. */
  after?: string
}

interface PagesOptions<T> {
  /** What the server's page had at hand. */
  initial: Page<T>
  /** Topics at which the first page is asked again. */
  topics?: readonly string[]
  keyOf: (row: T) => string
  /** How the next page is asked for: `after` its cursor, or by `page` number. */
  by?: 'after' | 'page'
}

/** A list that is read page by page. */
export interface Pages<T> {
  rows: T[]
  /** Of all pages; as many as the rows at least. */
  total: number
  /** Undefined where all are there. */
  loadMore: (() => void) | undefined
  pending: boolean
  trouble: unknown
  /** Puts a changed row in its place: pages that were loaded by hand are not asked again. */
  replace: (row: T) => void
  /** Takes a row away that has left the list, for the same reason. */
  drop: (key: string) => void
}

/** @param path REST path of the first page, with its query */
export function usePages<T>(
  path: string,
  { initial, topics, keyOf, by = 'after' }: PagesOptions<T>,
): Pages<T> {
  const { data = initial } = useResource(path, { initial, topics })
  const [more, setMore] = useState<Page<T>[]>([])
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<unknown>()
  const first = new Set(data.results.map(keyOf))
  // A row that came up in the first page meanwhile is not shown twice.
  const later = more.flatMap(({ results }) => results).filter((row) => !first.has(keyOf(row)))
  const rows = [...data.results, ...later]
  const after = (more.at(-1) ?? data).after
  const isMore = by === 'after' ? after !== undefined : rows.length < data.total

  async function load(query: string) {
    setPending(true)
    setTrouble(undefined)
    try {
      const page = await get<Page<T>>(`${path}&${query}`)
      setMore([...more, page])
    } catch (error) {
      setTrouble(error)
    } finally {
      setPending(false)
    }
  }

  return {
    rows,
    total: Math.max(data.total, rows.length),
    loadMore: isMore
      ? () => {
          const page = String(more.length + 2)
          void load(by === 'after' ? `after=${encodeURIComponent(after ?? '')}` : `page=${page}`)
        }
      : undefined,
    pending,
    trouble,
    replace: (row) => {
      const put = (old: T) => (keyOf(old) === keyOf(row) ? row : old)
      setMore(more.map((page) => ({ ...page, results: page.results.map(put) })))
    },
    drop: (key) => {
      const stays = (row: T) => keyOf(row) !== key
      setMore((pages) => pages.map((page) => ({ ...page, results: page.results.filter(stays) })))
    },
  }
}
