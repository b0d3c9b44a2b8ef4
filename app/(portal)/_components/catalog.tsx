'use client'

import { LayoutGrid, Search, Star } from 'lucide-react'
import { useQueryClient } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { send } from '#components/live/api.ts'
import { useResource } from '#components/live/use-resource.ts'
import { Card, Section } from '#components/ui/card.tsx'
import { cn } from '#components/ui/cn.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Input } from '#components/ui/input.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { AppCard } from '#server/apps/view.ts'
import type { Page } from '#server/requests/view.ts'

const path = '/apps/catalog'

const whole = (results: AppCard[]): Page<AppCard> => ({ results, total: results.length })

interface CatalogProps {
  initial: AppCard[]
  /** The apps' icons, drawn on the server. */
  marks: Readonly<Record<string, ReactNode>>
}

function byUse(locale: string) {
  const names = new Intl.Collator(locale)
  return (a: AppCard, b: AppCard): number => {
    if (a.favourite !== b.favourite) return a.favourite ? -1 : 1
    return (b.usedAt ?? '').localeCompare(a.usedAt ?? '') || names.compare(a.displayName, b.displayName)
  }
}

interface Group {
  title: string
  apps: AppCard[]
}

/** Favourites first, then one group a tag: each app stands once, under the first of its tags. */
function useGroups(): (apps: readonly AppCard[]) => Group[] {
  const t = useTranslations('home')
  const locale = useLocale()
  return (apps) => {
    const names = new Intl.Collator(locale)
    const others = apps.filter(({ favourite }) => !favourite)
    const tags = [...new Set(others.flatMap((app) => app.tags.slice(0, 1)))].sort(names.compare)
    return [
      { title: t('favourites'), apps: apps.filter(({ favourite }) => favourite) },
      ...tags.map((tag) => ({ title: tag, apps: others.filter((app) => app.tags[0] === tag) })),
      { title: t('untagged'), apps: others.filter((app) => app.tags.length === 0) },
    ].filter((group) => group.apps.length > 0)
  }
}

/** The apps that the person may use: favourites first, then by tag, and what was used last before the rest. */
export function Catalog({ initial, marks }: CatalogProps) {
  const t = useTranslations('home')
  const locale = useLocale()
  const { data: found = whole(initial) } = useResource<Page<AppCard>>(path, { initial: whole(initial) })
  const data = found.results
  const client = useQueryClient()
  const [text, setText] = useState('')
  const [tag, setTag] = useState<string>()
  const groupsOf = useGroups()

  const tags = [...new Set(data.flatMap((app) => app.tags))].sort(new Intl.Collator(locale).compare)
  const wanted = text.trim().toLowerCase()
  // whoever looks for something gets one list
  const isGrouped = tags.length > 1 && tag === undefined && wanted === ''
  const fitting = data
    .filter((app) => !tag || app.tags.includes(tag))
    .filter((app) =>
      [app.displayName, app.description ?? '', ...app.tags].some((part) =>
        part.toLowerCase().includes(wanted),
      ),
    )
    .sort(byUse(locale))

  const moved = useRef<string>(undefined)
  // what becomes a favourite, or is none any more, stands elsewhere: the focus goes with it
  useEffect(() => {
    if (moved.current) document.getElementById(starId(moved.current))?.focus()
    moved.current = undefined
  }, [data])

  async function favour(app: AppCard) {
    moved.current = app.id
    const show = (favourite: boolean) => {
      client.setQueryData<Page<AppCard>>(
        [path],
        whole(data.map((other) => (other.id === app.id ? { ...other, favourite } : other))),
      )
    }
    show(!app.favourite)
    try {
      await send(app.favourite ? 'DELETE' : 'PUT', `/apps/${app.id}/favourite`)
    } catch {
      show(app.favourite)
      toast('danger', t('favouriteFailed'))
    }
  }

  if (data.length === 0)
    return (
      <EmptyState icon={LayoutGrid} title={t('noApps')}>
        {t('noAppsText')}
      </EmptyState>
    )
  return (
    <Section
      id="apps"
      title={t('apps')}
      actions={
        <div role="search" className="relative w-56 max-sm:w-full">
          <Search
            aria-hidden
            className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint"
          />
          <Input
            aria-label={t('searchApps')}
            placeholder={t('searchApps')}
            value={text}
            maxLength={100}
            onChange={(event) => {
              setText(event.target.value)
            }}
            className="pl-8.5"
          />
        </div>
      }
    >
      {tags.length > 1 ? <TagRow tags={tags} tag={tag} onChange={setTag} /> : null}
      <p role="status" className={fitting.length > 0 ? 'sr-only' : 'py-8 text-center text-ink-soft'}>
        {t('foundApps', { count: fitting.length })}
      </p>
      {isGrouped ? (
        <div className="space-y-5">
          {groupsOf(fitting).map((group) => (
            <section key={group.title} aria-label={group.title}>
              <h3 className="mb-2 text-sm font-medium text-ink-soft">{group.title}</h3>
              <Tiles apps={group.apps} marks={marks} onFavour={favour} />
            </section>
          ))}
        </div>
      ) : (
        <Tiles apps={fitting} marks={marks} onFavour={favour} />
      )}
    </Section>
  )
}

interface TilesProps {
  apps: readonly AppCard[]
  marks: CatalogProps['marks']
  onFavour(app: AppCard): Promise<void>
}

function Tiles({ apps, marks, onFavour }: TilesProps) {
  return (
    <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {apps.map((app) => (
        <AppTile key={app.id} app={app} mark={marks[app.id]} onFavour={() => void onFavour(app)} />
      ))}
    </ul>
  )
}

const starId = (appId: string) => `star-${appId}`

function TagRow({
  tags,
  tag,
  onChange,
}: {
  tags: readonly string[]
  tag: string | undefined
  onChange(tag: string | undefined): void
}) {
  const t = useTranslations('home')
  return (
    <div role="group" aria-label={t('tags')} className="flex flex-wrap gap-1.5">
      {[undefined, ...tags].map((name) => (
        <button
          key={name ?? ''}
          type="button"
          aria-pressed={tag === name}
          onClick={() => {
            onChange(name)
          }}
          className="h-7 rounded-full border px-3 text-sm text-ink-soft hover:bg-sunken aria-pressed:border-transparent aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent-strong max-sm:h-11"
        >
          {name ?? t('allTags')}
        </button>
      ))}
    </div>
  )
}

function AppTile({ app, mark, onFavour }: { app: AppCard; mark: ReactNode; onFavour(): void }) {
  const t = useTranslations('home')
  return (
    <li>
      <Card className="relative flex h-full items-start gap-3 p-4 transition-colors hover:border-line-strong">
        {mark}
        <div className="min-w-0 flex-1">
          <Link
            href={`/apps/${app.id}`}
            className="block pr-7 font-medium wrap-anywhere after:absolute after:inset-0 after:rounded-lg focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent"
          >
            {app.displayName}
          </Link>
          {app.description ? (
            <p className="mt-0.5 line-clamp-2 text-sm text-ink-soft">{app.description}</p>
          ) : null}
        </div>
        <button
          id={starId(app.id)}
          type="button"
          aria-pressed={app.favourite}
          aria-label={t('favourite', { name: app.displayName })}
          onClick={onFavour}
          className="absolute top-2 right-2 flex size-8 items-center justify-center rounded-sm text-ink-faint hover:text-ink max-sm:size-11"
        >
          <Star aria-hidden className={cn('size-4', app.favourite && 'fill-warning text-warning')} />
        </button>
      </Card>
    </li>
  )
}
