'use client'

import { Check, Copy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Json, JsonObject } from '#engine/flow/flow.ts'

interface ValueTreeProps {
  value: JsonObject
  /** The expression that gives the whole; absent: there is none to copy. */
  path?: string
  none: string
}

const plainName = /^[A-Za-z_]\w*$/

function stepTo(path: string | undefined, name: string | number): string | undefined {
  if (path === undefined) return undefined
  if (typeof name === 'number') return `${path}[${String(name)}]`
  return plainName.test(name) ? `${path}.${name}` : `${path}['${name.replaceAll("'", "\\'")}']`
}

/** Values as a tree; each knows the expression that gives it. */
export function ValueTree({ value, path, none }: ValueTreeProps) {
  const entries = Object.entries(value)
  if (entries.length === 0) return <p className="text-sm text-ink-soft">{none}</p>
  return (
    <ul className="overflow-x-auto rounded-lg border bg-surface p-2 font-mono text-xs">
      {entries.map(([name, child]) => (
        <Node key={name} name={name} value={child} path={stepTo(path, name)} />
      ))}
    </ul>
  )
}

function Node({ name, value, path }: { name: string; value: Json; path?: string }) {
  if (typeof value !== 'object' || value === null)
    return (
      <li className="flex min-h-6 items-start gap-2 pl-4 leading-6 hover:bg-sunken/60">
        <span className="shrink-0 text-accent-strong">{name}:</span>
        <span className="min-w-0 flex-1 wrap-anywhere whitespace-pre-wrap">{printed(value)}</span>
        <CopyPath path={path} />
      </li>
    )
  const children: [string, Json, string | undefined][] = Array.isArray(value)
    ? value.map((child, index) => [String(index), child, stepTo(path, index)])
    : Object.entries(value).map(([key, child]) => [key, child, stepTo(path, key)])
  return (
    <li className="relative">
      <details open={children.length <= 50}>
        <summary className="mr-6 min-h-6 rounded-sm leading-6">
          <span className="text-accent-strong">{name}</span>{' '}
          <span className="text-ink-faint">
            {Array.isArray(value) ? `[${String(children.length)}]` : `{${String(children.length)}}`}
          </span>
        </summary>
        <ul className="pl-4">
          {children.map(([key, child, childPath]) => (
            <Node key={key} name={key} value={child} path={childPath} />
          ))}
        </ul>
      </details>
      <span className="absolute top-0 right-0">
        <CopyPath path={path} />
      </span>
    </li>
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
