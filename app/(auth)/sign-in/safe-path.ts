/** The way back after the sign-in: a path of ours, else the start page. */
export function safePath(path: string | undefined): string {
  if (!path?.startsWith('/') || !URL.canParse(path, origin)) return '/'
  // Read as a browser does: `//host`, backslashes and control characters can lead elsewhere.
  const url = new URL(path, origin)
  return url.origin === origin && !url.pathname.startsWith('//') ? url.pathname + url.search + url.hash : '/'
}

const origin = 'http://formwork.invalid'
