/** One value of a parameter of the address; a repeated one counts as none. */
export function one(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 200) : undefined
}

/** Addresses of the studio's pages. */
export const flowHref = (namespace: string, id: string) =>
  `/studio/flows/${encodeURIComponent(namespace)}/${encodeURIComponent(id)}`
export const appHref = (uid: string) => `/studio/apps/${encodeURIComponent(uid)}`
export const runHref = (id: string) => `/studio/runs/${encodeURIComponent(id)}`
export const namespaceHref = (id: string) => `/studio/namespaces/${encodeURIComponent(id)}`
