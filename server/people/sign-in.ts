import { audit } from '#server/audit/record.ts'
import { db } from '#server/db.ts'
import { env } from '#server/env.ts'
import { AppError } from '#server/errors.ts'
import { isLoopback } from './address.ts'
import { nobody } from './nobody.ts'
import { matchesPassword } from './password.ts'
import { countAttempt } from './sign-in-limits.ts'

/** What somebody gave to be let in. */
export interface Credentials {
  email: string
  password: string
  /** Network address; undefined: not known, then it is not taken for loopback. */
  address?: string
}

/** Whose mail and password were given. */
export interface Checked {
  personId: string
  passwordHash: string
  /** It was made for them: it opens nothing but the way to set one of their own. */
  isFirst: boolean
}

/**
 * Tells whose mail and password these are; a wrong password, an unknown mail and an inactive person answer alike.
 * @throws AppError `unauthenticated`, or `too-many` with the seconds to wait
 */
export async function checkPassword({ email, password, address }: Credentials): Promise<Checked> {
  const mail = email.trim().toLowerCase()
  const attempt = await countAttempt(mail, address)
  const person = await db.person.findUnique({
    where: { email: mail },
    select: { id: true, passwordHash: true, active: true, demo: true, firstPasswordUntil: true },
  })
  const matches = await matchesPassword(password, person?.passwordHash ?? null)
  if (!person?.active || !matches || person.passwordHash === null) {
    await noteFailure(person?.id, address)
    throw new AppError('unauthenticated', 'The mail address or the password is wrong.')
  }
  await attempt.succeeded()
  if (!mayDemo(person.demo, address)) {
    throw new AppError('unauthenticated', 'Demo people can sign in only on the machine that runs the demo.')
  }
  const { id: personId, passwordHash, firstPasswordUntil: until } = person
  if (until && until < new Date())
    throw new AppError('unauthenticated', 'This password was made for a first sign-in, and its time is over.')
  return { personId, passwordHash, isFirst: until !== null }
}

/** Told of unknown addresses too, so that the time does not tell who has an account. */
async function noteFailure(personId: string | undefined, address: string | undefined): Promise<void> {
  await audit(
    db,
    { id: nobody.id, door: 'web', address },
    { action: 'session:open', subjectType: 'person', subjectId: personId ?? 'unknown', refused: true },
  )
}

function mayDemo(demo: boolean, address: string | undefined): boolean {
  return !demo || env().SEED_DEMO_OPEN || isLoopback(address)
}
