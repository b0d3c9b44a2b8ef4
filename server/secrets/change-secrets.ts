import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import type { Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { announce } from '#server/events.ts'
import { demand } from '#server/people/can.ts'
import { transaction } from '#server/transaction.ts'
import { forgetKnown } from './known.ts'
import { seal, stars } from './seal.ts'
import { shown, tagsOf, type SecretTag } from './view.ts'

export interface SecretPlace {
  namespace: string
  key: string
}

/** What is said of a secret; absent: it stays as it is. */
export interface SecretWords {
  description?: string
  tags?: SecretTag[]
}

/** Sets or replaces a secret. The audit names it, never its value. @throws AppError `forbidden`, `not-found` */
export async function setSecret(
  actor: Actor,
  { namespace, key, value, ...words }: SecretPlace & SecretWords & { value: string },
): Promise<void> {
  demand(actor, 'secret:write', { namespace })
  const sealed = seal(value).value
  const data = said(words)
  await transaction(async (tx) => {
    const before = await current(tx, { namespace, key })
    await tx.secret.upsert({
      where: { namespace_key: { namespace, key } },
      create: { namespace, key, value: sealed, ...data },
      update: { value: sealed, updatedAt: new Date(), ...data },
    })
    await audit(tx, actor, {
      action: 'secret:set',
      subjectType: 'secret',
      subjectId: `${namespace}/${key}`,
      before: before ? { value: stars } : undefined,
      after: { value: stars, ...said(words) },
    })
    await announce(tx, [`secrets:${namespace}`])
  })
  forgetKnown()
}

/** Changes what is said of a secret; its value stays. @throws AppError `forbidden`, `not-found` */
export async function describeSecret(
  actor: Actor,
  { namespace, key, ...words }: SecretPlace & SecretWords,
): Promise<void> {
  demand(actor, 'secret:write', { namespace })
  await transaction(async (tx) => {
    const before = (await current(tx, { namespace, key })) ?? refuseUnknown({ namespace, key })
    await tx.secret.update({
      where: { namespace_key: { namespace, key } },
      data: { ...said(words), updatedAt: new Date() },
    })
    const was = { description: before.description ?? undefined, tags: tagsOf(before) }
    await audit(tx, actor, {
      action: 'secret:describe',
      subjectType: 'secret',
      subjectId: `${namespace}/${key}`,
      before: said(was),
      after: said(words),
    })
    await announce(tx, [`secrets:${namespace}`])
  })
}

/** Removes a secret for good. @throws AppError `forbidden`, `not-found` */
export async function deleteSecret(actor: Actor, { namespace, key }: SecretPlace): Promise<void> {
  demand(actor, 'secret:delete', { namespace })
  await transaction(async (tx) => {
    const { count } = await tx.secret.deleteMany({ where: { namespace, key } })
    if (count === 0) refuseUnknown({ namespace, key })
    await audit(tx, actor, {
      action: 'secret:delete',
      subjectType: 'secret',
      subjectId: `${namespace}/${key}`,
    })
    await announce(tx, [`secrets:${namespace}`])
  })
  forgetKnown()
}

/** The row, kept from others until the end of the transaction. */
async function current(tx: Tx, { namespace, key }: SecretPlace) {
  await tx.$executeRaw`SELECT 1 FROM "Secret" WHERE namespace = ${namespace} AND key = ${key} FOR UPDATE`
  return tx.secret.findUnique({ where: { namespace_key: { namespace, key } }, select: shown })
}

function refuseUnknown({ namespace, key }: SecretPlace): never {
  throw new AppError('not-found', `There is no secret ${key} in the namespace ${namespace}.`)
}

function said({ description, tags }: SecretWords) {
  return {
    ...(description === undefined ? {} : { description }),
    ...(tags === undefined ? {} : { tags: tags.map(({ key, value }) => ({ key, value })) }),
  }
}
