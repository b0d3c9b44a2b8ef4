import type { Flow } from '#engine/flow/flow.ts'
import { AppError } from '#server/errors.ts'

const reserved = 'system.'

/**
 * The flow's labels with the request's over them.
 * @throws AppError `invalid` for a reserved label
 */
export function labelsOf(flow: Flow, given: Readonly<Record<string, string>> = {}): Record<string, string> {
  const wrong = Object.keys(given).filter((key) => key.startsWith(reserved) || key.trim() === '')
  if (wrong.length > 0) {
    const message = `System labels can only be set by Formwork itself: ${wrong.join(', ')}`
    throw new AppError('invalid', message, {
      details: wrong.map((key) => ({ path: `labels.${key}`, message })),
    })
  }
  return { ...flow.labels, ...given }
}

/** Reads `?labels=k:v`, as often as it is given. */
export function parseLabels(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf(':')
      if (at < 1) throw new AppError('invalid', `A label is written key:value, but received ${text}`)
      return [text.slice(0, at), text.slice(at + 1)]
    }),
  )
}
