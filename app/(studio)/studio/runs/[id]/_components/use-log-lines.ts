'use client'

import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { get } from '#components/live/api.ts'
import { useLive } from '#components/live/use-resource.ts'
import type { LogView } from '#server/runs/view.ts'
import { logPageLines, type LogsAtHand } from './log-query.ts'

/** Pieces that were scrolled past are kept this long. Milliseconds. */
const keptMs = 60_000

const pathOf = (executionId: string) => `/logs/${encodeURIComponent(executionId)}`

interface Counted {
  /** The filters that were counted: of the earlier ones while newer ones are asked for. */
  query: string
  total: number
}

/** How many lines fit the filters, kept up to date. */
export function useLogCount(executionId: string, query: string, atHand: LogsAtHand | undefined) {
  const path = pathOf(executionId)
  useLive([`logs:${executionId}`, `execution:${executionId}`], [path])
  return useQuery<Counted>({
    queryKey: [path, query, 'count'],
    queryFn: async ({ signal }) => {
      const { total } = await get<{ total: number }>(`${path}/count?${query}`, signal)
      return { query, total }
    },
    initialData: atHand?.query === query ? { query, total: atHand.total } : undefined,
    placeholderData: keepPreviousData,
  })
}

interface LogLines {
  executionId: string
  query: string
  /** Places of the lines that are on show, from 0. */
  places: readonly number[]
  atHand: LogsAtHand | undefined
}

/** The lines at some places of a log, asked for piece by piece; what is on its way is `undefined`. */
export function useLogLines({ executionId, query, places, atHand }: LogLines) {
  const path = pathOf(executionId)
  const numbers = [...new Set(places.map((place) => Math.floor(place / logPageLines)))]
  const answers = useQueries({
    queries: numbers.map((page) => ({
      queryKey: [path, query, page],
      queryFn: ({ signal }: { signal: AbortSignal }) => {
        const part = `skip=${String(page * logPageLines)}&take=${String(logPageLines)}`
        return get<LogView[]>(`${path}?${query ? `${query}&` : ''}${part}`, signal)
      },
      initialData: atHand?.query === query && atHand.page === page ? atHand.lines : undefined,
      gcTime: keptMs,
    })),
  })
  const pages = new Map(numbers.map((page, at) => [page, answers[at]?.data]))
  return {
    error: answers.find((answer) => answer.error)?.error,
    lineAt: (place: number) => pages.get(Math.floor(place / logPageLines))?.[place % logPageLines],
  }
}
