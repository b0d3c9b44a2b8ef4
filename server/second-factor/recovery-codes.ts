import { createHash, randomInt } from 'node:crypto'
import type { Tx } from '#server/db.ts'

const count = 10
const length = 12
/** Without what looks alike. */
const letters = '23456789abcdefghjkmnpqrstuvwxyz'

/** A code has 59 bits at random: a plain hash keeps it. */
function hashOf(personId: string, code: string): string {
  return createHash('sha256').update(`${personId}:${code}`).digest('hex')
}

/** As it was shown, whatever a person makes of hyphens, spaces and capitals. */
const plain = (code: string) => code.toLowerCase().replace(/[\s-]/g, '')

function newCode(): string {
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('')
}

/** Ten new codes in place of all before; they are in this answer and nowhere else. */
export async function makeRecoveryCodes(tx: Tx, personId: string): Promise<string[]> {
  const codes = Array.from({ length: count }, newCode)
  await tx.recoveryCode.deleteMany({ where: { personId } })
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({ personId, hash: hashOf(personId, code) })),
  })
  return codes.map((code) => (code.match(/.{4}/g) ?? []).join('-'))
}

/** Uses a code up. @returns whether it was one */
export async function spendRecoveryCode(tx: Tx, personId: string, code: string): Promise<boolean> {
  const { count: used } = await tx.recoveryCode.deleteMany({
    where: { personId, hash: hashOf(personId, plain(code)) },
  })
  return used === 1
}
