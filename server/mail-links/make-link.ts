import { randomBytes } from 'node:crypto'
import type { Tx } from '#server/db.ts'
import { hashOf, lifeMs, type LinkKind } from './link.ts'

interface MadeLink {
  id: string
  /** Stands nowhere but here. */
  token: string
  expiresAt: Date
}

/** Makes a link; one of the same kind from before ends, with the mail that it waits in. */
export async function makeLink(tx: Tx, personId: string, kind: LinkKind): Promise<MadeLink> {
  const token = randomBytes(24).toString('base64url')
  const id = randomBytes(16).toString('base64url')
  const createdAt = new Date()
  const expiresAt = new Date(createdAt.getTime() + lifeMs[kind])
  const data = { id, hash: hashOf(token), createdAt, expiresAt, usedAt: null }
  const before = await tx.mailLink.findUnique({ where: { personId_kind: { personId, kind } } })
  await tx.mailLink.upsert({
    where: { personId_kind: { personId, kind } },
    create: { personId, kind, ...data },
    update: data,
  })
  if (before)
    await tx.mail.updateMany({
      where: { linkId: before.id, state: 'waiting' },
      data: { state: 'dropped', path: null, error: 'A newer link took its place.' },
    })
  return { id, token, expiresAt }
}
