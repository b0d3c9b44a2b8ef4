import { db } from '#server/db.ts'
import type { Place } from '#server/people/devices.ts'
import { countAttempt } from '#server/people/sign-in-limits.ts'
import { seal } from '#server/secrets/seal.ts'

const longestAddress = 320

/**
 * Takes down that somebody wants a link to reset the password of an address. Whether anybody has it is looked up by the worker
 * later: here neither the answer nor its time can tell.
 * @throws AppError `too-many`, whoever has the address
 */
export async function askReset(email: string, { address, userAgent }: Place): Promise<void> {
  const mail = email.trim().toLowerCase().slice(0, longestAddress)
  await countAttempt(`password link of ${mail}`, address)
  const place = {
    ...(address ? { address } : {}),
    ...(userAgent ? { userAgent: userAgent.slice(0, 300) } : {}),
  }
  await db.resetAsk.create({ data: { address: seal(mail).value, place } })
}
