/** What a page's headers depend on. */
export interface PageHeaderOptions {
  /** Base64, new for each answer. */
  nonce: string
  /** Whether people reach us by https. */
  secure: boolean
  /** Next's own tools for development evaluate text. */
  development: boolean
  /** Whether the page's address is nobody else's to know. */
  secretAddress?: boolean
  /** Origins whose pages may show it in a frame; absent: none may. */
  ancestors?: readonly string[]
  /** Origins of a service that tells people from programs; absent: there is none on this page. */
  captcha?: readonly string[]
}

/** Once reached by https, this host and those below it are for a year; no header without https. */
export function transportHeader(secure: boolean): Record<string, string> {
  return secure ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}
}

/**
 * The security headers of a page. Scripts run by nonce only; styles may be inline, because React writes `style` attributes and
 * Radix and the toasts insert style elements.
 */
export function pageHeaders({ nonce, secure, development, secretAddress, ...open }: PageHeaderOptions) {
  const captcha = (open.captcha ?? []).map((origin) => ` ${origin}`).join('')
  const ancestors = open.ancestors ?? []
  const isFramed = ancestors.length > 0
  const policy = [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? ` 'unsafe-eval'` : ''}`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'${captcha}`,
    ...(captcha === '' ? [] : [`frame-src${captcha}`]),
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors ${isFramed ? ancestors.join(' ') : `'none'`}`,
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
  return {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    // it knows no list: where pages are named, the policy alone says which
    ...(isFramed ? {} : { 'x-frame-options': 'DENY' }),
    'referrer-policy': secretAddress ? 'no-referrer' : 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    'cross-origin-opener-policy': 'same-origin',
    ...transportHeader(secure),
  }
}
