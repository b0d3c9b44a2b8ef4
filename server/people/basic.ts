import { createHmac, randomBytes } from 'node:crypto'
import type { Actor } from '#server/actor.ts'
import { db, Prisma } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { hasSecondFactor } from '#server/second-factor/get.ts'
import { loadActor, personColumns, toActor, type PersonRow } from './load-actor.ts'
import { checkPassword, type Checked, type Credentials } from './sign-in.ts'

const rememberMs = 5 * 60 * 1000
const rememberedAtMost = 1000
const key = randomBytes(32)

interface Verified {
  personId: string
  /** The stored hash that it matched: another one, and the password was changed. */
  passwordHash: string
  until: number
}

// argon2 costs some 30 ms: not for every call of a script
const verified = new Map<string, Verified>()

// calls that come before the first of them is verified are one attempt, not many
const underWay = new Map<string, Promise<Checked | null>>()

function remember(name: string, entry: Verified): void {
  if (verified.size >= rememberedAtMost) {
    const oldest = verified.keys().next()
    if (!oldest.done) verified.delete(oldest.value)
  }
  verified.set(name, entry)
}

function parse(encoded: string): { email: string; password: string } | undefined {
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 ? undefined : { email: text.slice(0, colon), password: text.slice(colon + 1) }
}

/**
 * Whom `Authorization: Basic` names; null where mail or password are wrong.
 * @throws AppError `too-many`
 */
export async function actorOfBasic(encoded: string, address: string | undefined): Promise<Actor | null> {
  const given = parse(encoded)
  if (!given) return null
  const name = createHmac('sha256', key)
    .update(JSON.stringify([given.email.trim().toLowerCase(), given.password, address ?? null]))
    .digest('base64')
  const known = verified.get(name)
  if (known && known.until > Date.now()) {
    const [person] = await db.$queryRaw<(PersonRow & { passwordHash: string | null })[]>(Prisma.sql`
      SELECT ${personColumns}, p."passwordHash" FROM "Person" p WHERE p.id = ${known.personId}`)
    if (person?.passwordHash === known.passwordHash) {
      await refuseSecondFactor(person.id)
      return toActor(person, { door: 'api', address })
    }
  }
  verified.delete(name)
  const checked = await checkTogether(name, { ...given, address })
  if (!checked) return null
  if (checked.isFirst)
    throw new AppError(
      'unauthenticated',
      'This password was made for a first sign-in: sign in with a browser and set one of your own.',
    )
  await refuseSecondFactor(checked.personId)
  const { personId, passwordHash } = checked
  remember(name, { personId, passwordHash, until: Date.now() + rememberMs })
  return loadActor(personId, { door: 'api', address })
}

/** One check for all calls at the same time that give the same. What is wrong is not shared: each of those counts as an attempt. */
async function checkTogether(name: string, credentials: Credentials): Promise<Checked | null> {
  const first = underWay.get(name)
  if (first) return (await first) ?? check(credentials)
  const checking = check(credentials)
  underWay.set(name, checking)
  try {
    return await checking
  } finally {
    underWay.delete(name)
  }
}

async function check(credentials: Credentials): Promise<Checked | null> {
  try {
    return await checkPassword(credentials)
  } catch (error) {
    if (error instanceof AppError && error.code === 'unauthenticated') return null
    throw error
  }
}

/** A password alone is not enough for who has switched on a second factor. @throws AppError `unauthenticated` */
async function refuseSecondFactor(personId: string): Promise<void> {
  if (await hasSecondFactor(personId))
    throw new AppError(
      'unauthenticated',
      'This account has a second factor, so that the password alone opens nothing: use a token (Account, API tokens).',
    )
}
