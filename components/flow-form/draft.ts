import type { RawValues } from './form-values.ts'

/** What was typed into a form and not sent yet. */
export interface KeptDraft {
  values: RawValues
  /** Of a form in steps, from 0. */
  step: number
  /** When it was typed, in milliseconds since 1970. */
  at: number
  /** Version of the draft on the server that it was typed on; 0: there is none. */
  base: number
}

/** Where the call that makes a draft of it is kept until it is answered. It means nothing without what was typed. */
export const callKey = (key: string) => `${key}:call`

/**
 * What was typed, kept in this tab: a reload, or a sign-in in between, loses nothing. Secrets are never kept.
 * Storage that is full or switched off is no reason to fail: then nothing is kept.
 */
export function keepDraft(
  key: string,
  values: RawValues,
  { step = 0, at = Date.now(), base = 0 } = {},
): void {
  try {
    if (Object.keys(values).length === 0)
      for (const name of [key, callKey(key)]) sessionStorage.removeItem(name)
    else sessionStorage.setItem(key, JSON.stringify({ values, step, at, base } satisfies KeptDraft))
  } catch {
    return
  }
}

export function readDraft(key: string): KeptDraft | undefined {
  try {
    const text = sessionStorage.getItem(key)
    const kept = (text ? JSON.parse(text) : undefined) as Partial<KeptDraft> | undefined
    const { values, step = 0, at = 0, base = 0 } = kept ?? {}
    return typeof values === 'object' ? { values: { ...values }, step, at, base } : undefined
  } catch {
    return undefined
  }
}

export function dropDraft(key: string): void {
  keepDraft(key, {})
}

interface Reconciled {
  /** What the form begins with. */
  shown?: KeptDraft
  /** What this tab has besides: it is offered. */
  aside?: KeptDraft
  /** What is shown was typed on an older version: it goes on as a draft of its own. */
  isForked?: boolean
}

/** Of what this tab has and what came from elsewhere the newer one is shown, and the other is not lost. */
export function reconciled(mine: KeptDraft | undefined, theirs: KeptDraft | undefined): Reconciled {
  if (!mine || !theirs) return { shown: mine ?? theirs }
  if (textOf(mine.values) === textOf(theirs.values)) return { shown: theirs }
  if (mine.base === theirs.base) return { shown: mine }
  return mine.at > theirs.at ? { shown: mine, isForked: true } : { shown: theirs, aside: mine }
}

/** The same for the same values, in whatever order a map holds them. */
export function textOf(values: unknown): string {
  return JSON.stringify(values, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}
