import { isDuration } from '#engine/flow/duration.ts'
import type { Json } from '#engine/flow/flow.ts'
import type { KvType } from '#engine/flow/kv.ts'

/** Text that a control shows for a value. */
export function typedText(value: Json): string {
  if (typeof value === 'string') return value
  return typeof value === 'object' && value !== null ? JSON.stringify(value, null, 2) : String(value)
}

/** Whether something in a value is hidden: what holds a secret is shown as stars. */
export function holdsStars(value: Json): boolean {
  if (typeof value === 'string') return value.includes('********')
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some((inner) => inner !== undefined && holdsStars(inner))
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/

const fits: Readonly<Record<KvType, (text: string) => boolean>> = {
  STRING: () => true,
  NUMBER: (text) => text !== '' && Number.isFinite(Number(text)),
  BOOLEAN: (text) => text === 'true' || text === 'false',
  DATETIME: (text) => instant.test(text) && !Number.isNaN(Date.parse(text)),
  DATE: (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)),
  DURATION: isDuration,
  JSON: (text) => /^[[{]/.test(text) && jsonProblem(text) === undefined,
}

/** Whether a typed text is a value of the type. */
export function isOfType(type: KvType, text: string): boolean {
  return fits[type](type === 'STRING' ? text : text.trim())
}

/** What REST reads as a value of the type: JSON, or Ion's bare dates and times. */
export function wireText(type: KvType, text: string): string {
  if (type === 'STRING' || type === 'DURATION') return JSON.stringify(type === 'STRING' ? text : text.trim())
  return type === 'NUMBER' ? JSON.stringify(Number(text)) : text.trim()
}

/** Why a text is no JSON, in the browser's words. */
export function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** What is left until an instant, as an ISO 8601 duration of a second at least. */
export function leftUntil(expirationDate: string, now: number): string {
  return `PT${String(Math.max(1, Math.round((Date.parse(expirationDate) - now) / 1000)))}S`
}
