/** An address that a page may lead to: one of our own, another site by http, a mail or a call. */
export interface SafeLink {
  href: string
  kind: 'own' | 'foreign' | 'other'
  /** Of another site. */
  host?: string
}

/**
 * @param own origin of the page; addresses of it are our own
 * @returns undefined for what is no such address: `javascript:`, `//host`, nonsense
 */
export function safeLink(address: string, own: string | undefined): SafeLink | undefined {
  const text = address.trim()
  if (text.startsWith('/'))
    return /^\/(?![/\\])[^\\\s]*$/.test(text) ? { href: text, kind: 'own' } : undefined
  if (/^#[^\s]*$/.test(text)) return { href: text, kind: 'own' }
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return undefined
  }
  if (url.protocol === 'mailto:' || url.protocol === 'tel:') return { href: url.href, kind: 'other' }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined
  if (url.username || url.password) return undefined
  if (url.origin === own) return { href: url.pathname + url.search + url.hash, kind: 'own' }
  return { href: url.href, kind: 'foreign', host: url.host }
}
