import { env } from '#server/env.ts'

/** Where an approval is decided, below the product's own address. */
export function pathOfApproval(id: string): string {
  return `/inbox?id=${encodeURIComponent(id)}`
}

/** The same as a whole address. */
export function addressOfApproval(id: string): string {
  return env().FORMWORK_URL.replace(/\/$/, '') + pathOfApproval(id)
}
