import { parse, stringify } from 'yaml'

/** A flow's source as it was sent: YAML stays as the author wrote it, a JSON body is written out as YAML. */
export function sourceOf(text: string, contentType: string | null): string {
  if (contentType === null || !/^application\/([\w.-]+\+)?json\b/i.test(contentType)) return text
  try {
    return stringify(JSON.parse(text))
  } catch {
    // the reader of flows says what is wrong and where
    return text
  }
}

/** Splits `---` documents; a text of one stays as it is, so that its lines count from its start. */
export function documentsOf(text: string): string[] {
  const parts = text.split(/^---\s*$/m).filter((part) => part.trim() !== '')
  return parts.length <= 1 ? [text] : parts
}

/** Id and namespace that a source names, however wrong the rest of it is. */
export function namesIn(source: string): { id?: string; namespace?: string } {
  try {
    const value: unknown = parse(source, { maxAliasCount: 0, logLevel: 'silent' })
    if (typeof value !== 'object' || value === null) return {}
    const id = 'id' in value && typeof value.id === 'string' ? value.id : undefined
    return {
      id,
      namespace: 'namespace' in value && typeof value.namespace === 'string' ? value.namespace : undefined,
    }
  } catch {
    // not readable: the problems tell so
    return {}
  }
}
