/**
 * What a limit counts by: an IPv4 address; of IPv6 the /64, for whoever has one of these addresses has all of them.
 * @param address undefined where it is not known: these count together
 */
export function networkOf(address: string | undefined): string {
  if (address === undefined) return 'unknown'
  if (!address.includes(':')) return address
  const [before = '', after] = address.split('%', 1)[0]?.split('::') ?? []
  const groups = (part: string | undefined) => (part ? part.split(':') : [])
  const [head, tail] = [groups(before), groups(after)]
  // an IPv4 address at its end stands for two groups
  const ending = tail.at(-1)?.includes('.') ? tail.length + 1 : tail.length
  const zeros = after === undefined ? 0 : 8 - head.length - ending
  const whole = [...head, ...Array<string>(Math.max(0, zeros)).fill('0'), ...tail]
  const network = whole.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16))
  return `${network.join(':')}::/64`
}
