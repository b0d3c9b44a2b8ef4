import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { passwordLength } from './password-strength.ts'

/** argon2id (the package's default), with the memory and passes that OWASP names. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
}

let decoy: Promise<string> | undefined

/** Compares. Takes as long without a hash as with one, so that the time does not tell who has an account. */
export async function matchesPassword(password: string, passwordHash: string | null): Promise<boolean> {
  decoy ??= hashPassword(randomBytes(16).toString('base64'))
  const tooLong = password.length > passwordLength.max
  const matches = await verify(passwordHash ?? (await decoy), tooLong ? '' : password)
  return matches && passwordHash !== null && !tooLong
}

const firstPasswordMs = 7 * 24 * 60 * 60 * 1000

/** A person's columns for a password that they were given, or for one that is made here: that is good for a week, to set one of their own. */
export async function passwordColumns(given?: string) {
  const password = given ?? makePassword()
  return {
    password,
    columns: {
      passwordHash: await hashPassword(password),
      firstPasswordUntil: given === undefined ? new Date(Date.now() + firstPasswordMs) : null,
    },
  }
}

/** A password that is made once, shown once and stored only as a hash. */
export function makePassword(): string {
  return randomBytes(12).toString('base64url')
}
