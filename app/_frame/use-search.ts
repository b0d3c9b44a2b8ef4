'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { get } from '#components/live/api.ts'
import type { AppCard } from '#server/apps/view.ts'
import type { FlowRow } from '#server/flows/view.ts'
import type { Page, RequestRow } from '#server/requests/view.ts'
import type { Place } from './rail.tsx'

export interface Found {
  kind: 'app' | 'request' | 'flow' | 'page'
  title: string
  /** Said instead of the kind: a request's number. */
  detail?: string
  href: string
}

const pauseMs = 150
const most = 6

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(text)
    }, pauseMs)
    return () => {
      clearTimeout(timer)
    }
  }, [text])
  return settled
}

/** What fits a text, best kind first; without text the pages and apps. */
export function useSearch(text: string, places: readonly Place[]): { found: Found[]; pending: boolean } {
  const t = useTranslations('frame')
  const q = useSettled(text.trim())
  const query = encodeURIComponent(q)
  const flowsToo = places.includes('studio')
  const apps = useQuery({
    queryKey: ['/apps/catalog'],
    queryFn: ({ signal }) => get<Page<AppCard>>('/apps/catalog', signal),
  })
  const requests = useQuery({
    queryKey: [`/requests?q=${query}&size=${String(most)}`],
    queryFn: ({ signal }) => get<Page<RequestRow>>(`/requests?q=${query}&size=${String(most)}`, signal),
    enabled: q !== '',
  })
  const flows = useQuery({
    queryKey: [`/flows/search?q=${query}&size=${String(most)}`],
    queryFn: ({ signal }) => get<Page<FlowRow>>(`/flows/search?q=${query}&size=${String(most)}`, signal),
    enabled: q !== '' && flowsToo,
  })

  const fits = (title: string) => title.toLowerCase().includes(q.toLowerCase())
  const pages: Found[] = [...places, 'account' as const].map((place) => ({
    kind: 'page',
    title: t(place),
    href: place === 'home' ? '/' : `/${place}`,
  }))
  const found: Found[] = [
    ...(apps.data?.results ?? [])
      .filter((app) => fits(app.displayName) || app.tags.some(fits))
      .slice(0, most)
      .map((app): Found => ({ kind: 'app', title: app.displayName, href: `/apps/${app.id}` })),
    ...(requests.data?.results ?? []).map((row): Found => ({
      kind: 'request',
      title: row.title,
      detail: row.number,
      href: `/requests/${row.id}`,
    })),
    ...(flows.data?.results ?? []).map((row): Found => ({
      kind: 'flow',
      title: row.id,
      detail: row.namespace,
      href: `/studio/flows/${row.namespace}/${row.id}`,
    })),
    ...pages.filter((page) => fits(page.title)),
  ]
  return { found, pending: apps.isLoading || requests.isLoading || flows.isLoading || q !== text.trim() }
}
