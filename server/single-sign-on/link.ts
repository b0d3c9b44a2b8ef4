import type { Actor } from '#server/actor.ts'
import { AppError } from '#server/errors.ts'
import { isRecent } from '#server/people/recent.ts'
import { demandPassword } from '#server/second-factor/demand-password.ts'
import { transaction } from '#server/transaction.ts'
import { lockAccount, makeIdentity, tellLinked } from './account.ts'
import { beginFlow, type Begun } from './begin.ts'
import { barred } from './decide.ts'
import { claimsOf, type Answer, type Failure } from './finish.ts'
import { sessionMark } from './flow.ts'
import { log } from '#server/log.ts'
import { db } from '#server/db.ts'
import { troubleOf } from './trouble.ts'

/** Why an account was not linked. */
type LinkFailure = Failure | 'expired' | 'of-another'

async function demandPerson(actor: Actor): Promise<void> {
  const person = await db.person.findUniqueOrThrow({
    where: { id: actor.id },
    select: { id: true, kind: true, active: true, demo: true },
  })
  if (barred(person)) throw new AppError('conflict', 'A demo person signs in with a password only.')
}

/**
 * Begins to link an account at a provider to oneself. Needs a session, and that it is new or the password is given.
 * @throws AppError `not-found`, `conflict` for a demo person or without a session, `invalid` for a wrong or missing password,
 * `too-many`, `unavailable` where the provider does not answer
 */
export async function beginLink(actor: Actor, providerId: string, password?: string): Promise<Begun> {
  const { sessionId } = actor
  if (sessionId === undefined)
    throw new AppError('conflict', 'An account is linked in the browser: sign in there.')
  await demandPerson(actor)
  if (password !== undefined) await demandPassword(actor, password)
  else if (!(await isRecent(actor)))
    throw new AppError('invalid', 'You signed in a while ago: give your password, or sign in again.', {
      details: [{ path: 'password', message: 'is needed' }],
    })
  try {
    return await beginFlow(providerId, { next: '/account', linkFor: sessionMark(sessionId) })
  } catch (error) {
    if (error instanceof AppError) throw error
    const { message } = troubleOf(error)
    log().warn({ provider: providerId, why: message }, 'Single sign-on could not begin')
    throw new AppError('unavailable', 'The provider cannot be reached at the moment. Try again soon.')
  }
}

/**
 * Ends the way to a provider by linking the account to who began it, in the same session.
 * @returns why it was not linked; undefined: it is
 * @throws AppError as `claimsOf`
 */
export async function finishLink(actor: Actor | null, answer: Answer): Promise<LinkFailure | undefined> {
  const sessionId = actor?.sessionId
  if (!actor || sessionId === undefined || sessionMark(sessionId) !== answer.flow.linkFor) return 'expired'
  await demandPerson(actor)
  const read = await claimsOf(answer)
  if ('failed' in read) return read.failed
  return transaction(async (tx) => {
    const account = await lockAccount(tx, read.claims)
    if (account) return account.owner.id === actor.id ? undefined : ('of-another' as const)
    const linked = { ...read, personId: actor.id }
    await makeIdentity(tx, actor, linked)
    await tellLinked(tx, actor, linked)
    return undefined
  })
}
