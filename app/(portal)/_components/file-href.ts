/** Where a file of a request is downloaded from, by those who may see the request. */
export function fileHref(requestId: string, uri: string): string {
  return `/api/v1/requests/${encodeURIComponent(requestId)}/file?uri=${encodeURIComponent(uri)}`
}
