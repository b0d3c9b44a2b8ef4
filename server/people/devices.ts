import { createHash, randomBytes } from 'node:crypto'
import type { Tx } from '#server/db.ts'
import type { Language } from '#server/languages/languages.ts'
import { postMail } from '#server/mail/post-mail.ts'
import { notify } from '#server/notices/notify.ts'

/** A device that did not sign in for so long is a new one again. */
const rememberedMs = 365 * 24 * 60 * 60 * 1000

/** Where a sign-in came from. */
export interface Place {
  address?: string
  userAgent?: string
  /** What the device's cookie carries; undefined: it has none, then program and address tell it from others. */
  device?: string
  /** What the browser wants to read, as far as the interface speaks it. */
  language?: Language
}

const browsers: readonly [string, string][] = [
  ['Edg', 'Edge'],
  ['OPR', 'Opera'],
  ['Firefox', 'Firefox'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
  ['curl', 'curl'],
  ['python', 'Python'],
]
const systems = ['iPhone', 'iPad', 'Android', 'Windows', 'Mac OS', 'Linux']

/** "Firefox, Linux" of a program's long line about itself; undefined where it says nothing. */
export function deviceName(userAgent: string | null | undefined): string | undefined {
  if (!userAgent) return undefined
  const browser = browsers.find(([mark]) => userAgent.includes(mark))?.[1]
  const system = systems.find((name) => userAgent.includes(name))
  return [browser, system].filter((part) => part !== undefined).join(', ') || userAgent
}

/** What a device without a cookie is given. */
export function newDeviceId(): string {
  return randomBytes(24).toString('base64url')
}

/**
 * Remembers the device of a sign-in, and tells the person of one that they have not used before. The first of all is no news.
 */
export async function noteDevice(tx: Tx, personId: string, place: Place): Promise<void> {
  const { address, userAgent, device } = place
  const identity = device === undefined ? ['place', userAgent, address] : ['cookie', device]
  const hash = createHash('sha256').update(JSON.stringify(identity)).digest('hex')
  const now = new Date()
  await tx.knownDevice.deleteMany({
    where: { personId, lastSeenAt: { lt: new Date(now.getTime() - rememberedMs) } },
  })
  const others = await tx.knownDevice.count({ where: { personId, NOT: { hash } } })
  const { count } = await tx.knownDevice.updateMany({ where: { personId, hash }, data: { lastSeenAt: now } })
  if (count > 0) return
  await tx.knownDevice.createMany({ data: [{ personId, hash }], skipDuplicates: true })
  if (others === 0) return
  const name = deviceName(userAgent)
  const data = { ...(name ? { device: name } : {}), ...(address ? { address } : {}) }
  const dedupeKey = `new-device:${hash}:${now.getTime()}`
  await notify(tx, { personIds: [personId], kind: 'new-device', data, dedupeKey })
  await postMail(tx, { personId, kind: 'new-device', data: { ...data, at: now.toISOString() }, dedupeKey })
}
