const longestForm = 8 * 1024

/** The answer to a form without JavaScript: a way on, never a page. */
export function redirect(location: string, headers: Record<string, string> = {}): Response {
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store', ...headers } })
}

/** The form's fields; null when it is no form, or far too long for one. @param longest bytes */
export async function readForm(request: Request, longest = longestForm): Promise<URLSearchParams | null> {
  if (!request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')) return null
  const length = request.headers.get('content-length')
  if (length === null || Number(length) > longest) return null
  return new URLSearchParams(await request.text())
}
