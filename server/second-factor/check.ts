import { createHash } from 'node:crypto'
import { audit } from '#server/audit/record.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import type { Place } from '#server/people/devices.ts'
import { nobody } from '#server/people/nobody.ts'
import { countAttempt } from '#server/people/sign-in-limits.ts'
import { sealedFrom, unseal } from '#server/secrets/seal.ts'
import { spendRecoveryCode } from './recovery-codes.ts'
import { stepOf } from './totp.ts'

/** Who has done the first step of a sign-in and not yet the second. */
export type HalfSignedIn = { personId: string } & (
  | {
      /** Mark of the password that was given: with another one it counts no more. */
      passwordMark: string
    }
  | {
      /** The account at a provider that was used: once it is unlinked, it counts no more. */
      identityId: string
      /** Id of the provider. */
      provider: string
    }
)

export function passwordMark(passwordHash: string): string {
  return createHash('sha256').update(passwordHash).digest('base64url').slice(0, 22)
}

/**
 * Takes a code of the person's program, or a recovery code; each counts once.
 * @throws AppError `unauthenticated` for a wrong or used code, `conflict` where the first step counts no more, `too-many`
 */
export async function checkSecondFactor(half: HalfSignedIn, code: string, place: Place): Promise<void> {
  const { personId } = half
  const attempt = await countAttempt(`second factor of ${personId}`, place.address)
  const person = await db.person.findUnique({
    where: { id: personId },
    select: { active: true, passwordHash: true, secondFactor: true, identities: { select: { id: true } } },
  })
  const factor = person?.secondFactor
  if (!person?.active || !stands(person, half) || !factor?.confirmedAt)
    throw new AppError('conflict', 'Sign in again.')
  if (!(await take(personId, factor.secret, code.trim()))) {
    await audit(
      db,
      { id: nobody.id, door: 'web', address: place.address, userAgent: place.userAgent?.slice(0, 300) },
      {
        action: 'session:open',
        subjectType: 'person',
        subjectId: personId,
        after: { secondFactor: 'wrong' },
        refused: true,
      },
    )
    throw new AppError('unauthenticated', 'The code is wrong, or was used already.')
  }
  await attempt.succeeded()
}

function stands(
  { passwordHash, identities }: { passwordHash: string | null; identities: readonly { id: string }[] },
  half: HalfSignedIn,
): boolean {
  if ('identityId' in half) return identities.some(({ id }) => id === half.identityId)
  return passwordHash !== null && passwordMark(passwordHash) === half.passwordMark
}

async function take(personId: string, secret: string, code: string): Promise<boolean> {
  if (!/^\d{6}$/.test(code)) return spendRecoveryCode(db, personId, code)
  const step = stepOf(unseal(sealedFrom(secret)), code)
  if (step === null) return false
  const { count } = await db.secondFactor.updateMany({
    where: { personId, secret, lastStep: { lt: step } },
    data: { lastStep: step },
  })
  return count === 1
}
