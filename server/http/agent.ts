import { lookup as resolve } from 'node:dns/promises'
import net from 'node:net'
import { Agent } from 'undici'
import { env } from '#server/env.ts'
import { AllowList, isPrivate } from './addresses.ts'

/** A call to an address that flows may not reach. */
export class RefusedAddress extends Error {
  constructor(host: string) {
    super(
      `The address of ${host} is private or local, and flows may not call it. An operator can allow it with FORMWORK_HTTP_ALLOW.`,
    )
    this.name = 'RefusedAddress'
  }
}

/**
 * The addresses that a host may be called at. The connection goes to exactly these: a name that answers otherwise a moment later changes nothing.
 * @throws RefusedAddress where any of them is private
 */
async function allowedAddresses(
  host: string,
  known?: string,
): Promise<{ address: string; family: number }[]> {
  const allow = new AllowList(env().FORMWORK_HTTP_ALLOW)
  const found = net.isIP(host)
    ? [{ address: host, family: net.isIP(host) }]
    : await resolve(host, { all: true, verbatim: true })
  const refused = ({ address }: { address: string }) => isPrivate(address) && !allow.allowsAddress(address)
  if (host !== known && !allow.allowsHost(host) && found.some(refused)) throw new RefusedAddress(host)
  return found
}

const hostOf = (url: URL) => url.hostname.replace(/^\[|\]$/g, '')

/** Whether the settings open exactly this address of the demo: all of it, or what is below it where the setting ends with `/`. */
function isDoor({ href }: URL): boolean {
  return env().FORMWORK_DEMO_DOORS.some((door) =>
    door.endsWith('/') ? href.startsWith(door) : href === door,
  )
}

/**
 * Refuses at once a host that is written as an address; names are judged when they are resolved for the connection.
 * @throws RefusedAddress
 */
export async function demandPublic(url: URL): Promise<void> {
  const host = hostOf(url)
  if (net.isIP(host) && !isDoor(url)) await allowedAddresses(host)
}

/**
 * The IP address to connect to by a protocol that is not the web's.
 * @throws RefusedAddress, or Error for a name that nobody knows
 */
export async function judgedAddress(address: string): Promise<string> {
  if (!URL.canParse(address)) throw new Error('that is no address')
  const url = new URL(address)
  const host = hostOf(url)
  if (host === '') throw new Error('the address names no host')
  if (net.isIP(host) && isDoor(url)) return host
  const found = await allowedAddresses(host)
  const one = found.find(({ family }) => family === 4) ?? found[0]
  if (!one) throw new Error(`${host} has no address`)
  return one.address
}

let agent: Agent | undefined

/** Connections to the outside, each to an address that was judged. */
export function guardedAgent(): Agent {
  agent ??= newAgent(10_000)
  return agent
}

/**
 * The same for one call alone, which closes it.
 * @param known host that may be private, as the settings name it
 */
export function newAgent(connectTimeoutMs: number, known?: string): Agent {
  return new Agent({
    connect: {
      lookup: (host, options, done) => {
        allowedAddresses(host, known).then(
          (found) => {
            const [first] = found
            if (options.all) done(null, found)
            else if (first) done(null, first.address, first.family)
            else done(new Error(`${host} has no address`), '', 4)
          },
          (error: NodeJS.ErrnoException) => done(error, '', 4),
        )
      },
    },
    connectTimeout: connectTimeoutMs,
  })
}
