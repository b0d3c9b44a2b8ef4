import { deviceName, type Place } from '#server/people/devices.ts'
import type { SeenPlace } from './kinds.ts'

/** When and where something is done, for the mail that tells it. */
export function seenNow({
  address,
  userAgent,
}: Pick<Place, 'address' | 'userAgent'>): SeenPlace & { at: string } {
  const device = deviceName(userAgent)
  return { at: new Date().toISOString(), ...(device ? { device } : {}), ...(address ? { address } : {}) }
}
