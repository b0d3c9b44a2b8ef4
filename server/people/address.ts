import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import { randomBytes } from 'node:crypto'
import { env } from '#server/env.ts'

const header = 'x-formwork-peer'
const store = globalThis as { formworkPeerKey?: string }

/** Whether an address is this machine's own. */
export function isLoopback(address: string | undefined): boolean {
  if (address === undefined) return false
  const plain = plainAddress(address)
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'))
}

/** An IPv4 address that came in as IPv6 (`::ffff:10.0.0.1`) in its own spelling. */
function plainAddress(address: string): string {
  return address.trim().replace(/^::ffff:(?=\d+\.)/i, '')
}

let proxies: BlockList | undefined

/** Those that the settings name, and this machine's own: without a word from it nobody beyond it could be told from it. */
function trustedProxies(): BlockList {
  const list = new BlockList()
  for (const entry of ['127.0.0.0/8', '::1', ...env().FORMWORK_TRUSTED_PROXIES.split(',')]) {
    const [address = '', bits] = entry.trim().split('/')
    const family = isIP(address)
    if (family === 0) continue
    const type = family === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, type)
    else list.addSubnet(address, Number(bits), type)
  }
  return list
}

/** The nearest address that is no trusted proxy's, from the socket outwards. */
function clientOf(peer: string, forwarded: readonly string[]): string {
  proxies ??= trustedProxies()
  let client = plainAddress(peer)
  for (const hop of [...forwarded].reverse()) {
    const type = isIP(client) === 6 ? 'ipv6' : 'ipv4'
    if (!proxies.check(client, type)) break
    const next = plainAddress(hop)
    if (isIP(next) === 0) break
    client = next
  }
  return client
}

const list = (value: string | undefined) => (value ?? '').split(',').filter((part) => part.trim() !== '')

/**
 * Writes who is at the other end of the socket where the handlers find it: they get no socket, and what a client sends in
 * X-Forwarded-For is anybody's word. A key of this process, unknown outside, seals it.
 */
export function stampPeer(message: IncomingMessage): void {
  store.formworkPeerKey ??= randomBytes(16).toString('base64url')
  const forwarded = message.headers['x-forwarded-for']
  const client = clientOf(message.socket.remoteAddress ?? '', list(forwarded?.toString()))
  message.headers[header] = `${store.formworkPeerKey} ${client}`
}

/** The caller's network address; undefined where it cannot be known for certain. */
export function addressOf(headers: Headers): string | undefined {
  const [key, address] = (headers.get(header) ?? '').split(' ')
  return store.formworkPeerKey !== undefined && key === store.formworkPeerKey ? address : undefined
}
