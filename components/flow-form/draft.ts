import type { RawValues } from './form-values.ts'

/**
 * What was typed, kept in this tab: a reload, or a sign-in in between, loses nothing. Secrets are never kept.
 * Storage that is full or switched off is no reason to fail: then nothing is kept.
 */
export function keepDraft(key: string, values: RawValues): void {
  try {
    if (Object.keys(values).length === 0) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, JSON.stringify(values))
  } catch {
    return
  }
}

export function readDraft(key: string): RawValues | undefined {
  try {
    const text = sessionStorage.getItem(key)
    const value: unknown = text ? JSON.parse(text) : undefined
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}

export function dropDraft(key: string): void {
  keepDraft(key, {})
}
