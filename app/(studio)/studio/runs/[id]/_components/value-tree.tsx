'use client'

import { Check, Copy, Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Json, JsonObject } from '#engine/flow/flow.ts'
import { LookInto } from './look-into.tsx'
import { isFileUri, nameOfFile, stepTo, within } from './value-path.ts'

interface ValueTreeProps {
  value: JsonObject
  /** The expression that gives the whole; absent: there is none to copy. */
  path?: string
  none: string
  /** Only what has this in its name or value. */
  wanted?: string
  /** Where a file is downloaded from; absent: its address is a text like others. */
  fileHref?: (uri: string) => string
}

/** Children that are shown of one value at a time. */
const atATime = 100

/** Values as a tree; each knows the expression that gives it. */
export function ValueTree({ value, path, none, wanted = '', fileHref }: ValueTreeProps) {
  const entries = Object.entries(value).filter(([name, child]) => within(name, child, wanted))
  if (entries.length === 0) return <p className="text-sm text-ink-soft">{none}</p>
  return (
    <ul className="overflow-x-auto rounded-lg border bg-surface p-2 font-mono text-xs">
      <Children
        entries={entries.map(([name, child]) => [name, child, stepTo(path, name)])}
        wanted={wanted}
        fileHref={fileHref}
      />
    </ul>
  )
}

interface Shown {
  wanted: string
  fileHref?: (uri: string) => string
}

/** Name, value, and the expression that gives it. */
type Entry = [string, Json, string | undefined]

/** Some of them: a list of ten thousand does not fit a page. */
function Children({ entries, ...shown }: Shown & { entries: readonly Entry[] }) {
  const t = useTranslations('studio.run')
  const [limit, setLimit] = useState(atATime)
  const hidden = entries.length - limit
  return (
    <>
      {entries.slice(0, limit).map(([name, child, path]) => (
        <Node key={name} name={name} value={child} path={path} {...shown} />
      ))}
      {hidden > 0 ? (
        <li className="pl-4">
          <button
            type="button"
            onClick={() => {
              setLimit(limit + atATime)
            }}
            className="min-h-6 rounded-sm font-sans text-accent-strong hover:underline max-sm:min-h-11"
          >
            {t('moreValues', { count: Math.min(hidden, atATime), hidden })}
          </button>
        </li>
      ) : null}
    </>
  )
}

interface NodeProps extends Shown {
  name: string
  value: Json
  path?: string
}

function Node({ name, value, path, wanted, fileHref }: NodeProps) {
  const size = typeof value === 'object' && value !== null ? Object.keys(value).length : 0
  const [open, setOpen] = useState(size <= 50)
  if (typeof value !== 'object' || value === null)
    return (
      <li className="flex min-h-6 items-start gap-2 pl-4 leading-6 hover:bg-sunken/60">
        <span className="shrink-0 text-accent-strong">{name}:</span>
        <span className="min-w-0 flex-1 wrap-anywhere whitespace-pre-wrap">
          {fileHref && isFileUri(value) ? <FileLink uri={value} href={fileHref(value)} /> : printed(value)}
        </span>
        {fileHref && isFileUri(value) ? <LookInto uri={value} /> : null}
        <CopyPath path={path} />
      </li>
    )
  // where the name is what was wanted, all of it is
  const inner = within(name, null, wanted) ? '' : wanted
  const children: Entry[] = Array.isArray(value)
    ? value.map((child, index) => [String(index), child, stepTo(path, index)])
    : Object.entries(value).map(([key, child]) => [key, child, stepTo(path, key)])
  return (
    <li className="relative">
      <details
        open={open}
        onToggle={(event) => {
          setOpen(event.currentTarget.open)
        }}
      >
        <summary className="mr-6 min-h-6 rounded-sm leading-6">
          <span className="text-accent-strong">{name}</span>{' '}
          <span className="text-ink-faint">
            {Array.isArray(value) ? `[${String(size)}]` : `{${String(size)}}`}
          </span>
        </summary>
        {open ? (
          <ul className="pl-4">
            <Children
              entries={children.filter(([key, child]) => within(key, child, inner))}
              wanted={inner}
              fileHref={fileHref}
            />
          </ul>
        ) : null}
      </details>
      <span className="absolute top-0 right-0">
        <CopyPath path={path} />
      </span>
    </li>
  )
}

function FileLink({ uri, href }: { uri: string; href: string }) {
  const t = useTranslations('studio.run')
  const name = nameOfFile(uri)
  return (
    <a
      href={href}
      download
      title={uri}
      aria-label={t('downloadFile', { name })}
      className="inline-flex items-center gap-1.5 text-accent-strong underline underline-offset-2"
    >
      <Download aria-hidden className="size-3.5 shrink-0" />
      {name}
    </a>
  )
}

function printed(value: string | number | boolean | null): string {
  return typeof value === 'string' ? value : String(value)
}

function CopyPath({ path }: { path?: string }) {
  const t = useTranslations('studio.run')
  const [copied, setCopied] = useState(false)
  if (path === undefined) return null
  const expression = `{{ ${path} }}`
  async function copy() {
    try {
      await navigator.clipboard.writeText(expression)
      setCopied(true)
    } catch {
      // Without a secure origin there is no clipboard: the expression is in the title.
      setCopied(false)
    }
  }
  const Icon = copied ? Check : Copy
  return (
    <button
      type="button"
      title={expression}
      aria-label={copied ? t('copied') : t('copy', { expression })}
      onClick={() => void copy()}
      className="flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-faint hover:text-ink max-sm:size-11"
    >
      <Icon aria-hidden className="size-3.5" />
    </button>
  )
}
