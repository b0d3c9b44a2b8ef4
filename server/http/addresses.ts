import net from 'node:net'

/** Ranges that no flow may call unless a setting allows it: this machine, its neighbours, and addresses that are no hosts. */
const refused = new net.BlockList()
const v4: [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]
const v6: [string, number][] = [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
]
for (const [address, bits] of v4) refused.addSubnet(address, bits, 'ipv4')
for (const [address, bits] of v6) refused.addSubnet(address, bits, 'ipv6')

/** Private, local or no host at all. An IPv4 address inside an IPv6 one counts as itself. */
export function isPrivate(address: string): boolean {
  const inner = mappedV4(address)
  if (inner) return isPrivate(inner)
  return refused.check(address, net.isIPv6(address) ? 'ipv6' : 'ipv4')
}

/** `::ffff:10.0.0.1` and `::ffff:a00:1`, which reach the same host as `10.0.0.1`. */
function mappedV4(address: string): string | undefined {
  if (!net.isIPv6(address)) return undefined
  const url = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const match = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(url)
  if (!match) return undefined
  const bits = (Number.parseInt(match[1] ?? '', 16) << 16) | Number.parseInt(match[2] ?? '', 16)
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.')
}

/** What a setting allows: hosts by name, addresses, and ranges as `10.1.0.0/16`. */
export class AllowList {
  private readonly hosts = new Set<string>()
  private readonly ranges = new net.BlockList()

  constructor(setting: string) {
    for (const item of setting.split(',').map((text) => text.trim().toLowerCase())) {
      const [address = '', bits] = item.split('/')
      const family = net.isIPv6(address) ? 'ipv6' : 'ipv4'
      if (!net.isIP(address)) this.hosts.add(item)
      else if (bits) this.ranges.addSubnet(address, Number(bits), family)
      else this.ranges.addAddress(address, family)
    }
    this.hosts.delete('')
  }

  allowsHost(host: string): boolean {
    return this.hosts.has(host.toLowerCase())
  }

  allowsAddress(address: string): boolean {
    return this.ranges.check(address, net.isIPv6(address) ? 'ipv6' : 'ipv4')
  }
}
