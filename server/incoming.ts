import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { stampPeer } from './people/address.ts'

/** A path whose escapes are malformed, with its percent signs as plain ones: Next answers 500 to what it cannot decode. */
export function mendPath(url: string): string {
  const [path = '', ...query] = url.split('?')
  try {
    decodeURIComponent(path)
    return url
  } catch {
    return [path.replaceAll('%', '%25'), ...query].join('?')
  }
}

/** Looks at every request that this process receives from now on, before Next does: Next gives handlers no socket. */
export function watchIncoming(): void {
  subscribe('http.server.request.start', (event) => {
    const { request } = event as { request: IncomingMessage }
    stampPeer(request)
    if (request.url !== undefined) request.url = mendPath(request.url)
  })
}
