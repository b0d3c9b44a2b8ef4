import { createHash } from 'node:crypto'
import { db, type Prisma, type Tx } from '#server/db.ts'

/**
 * What a link is for: all set a password, none signs anybody in. `first` is never mailed: the sign-in leads there whoever comes with a
 * password that was made for them.
 */
export type LinkKind = 'invitation' | 'reset' | 'first'

const kinds: readonly LinkKind[] = ['invitation', 'reset', 'first']
const hourMs = 60 * 60 * 1000

/** How long a link of each kind lives, unless a newer one ends it. */
export const lifeMs: Readonly<Record<LinkKind, number>> = {
  invitation: 7 * 24 * hourMs,
  reset: hourMs,
  first: hourMs / 4,
}

export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Who may have a link: neither programs, nor people who left, nor those of the demo. */
export const mayHaveLink = {
  kind: 'person',
  active: true,
  demo: false,
} as const satisfies Prisma.PersonWhereInput

/** Whose password a mail resets when anybody asks: who comes by another door, and was never invited to have a password, gets none. */
export const mayReset = {
  OR: [{ passwordHash: { not: null } }, { mailLinks: { some: { kind: 'invitation' } } }],
} satisfies Prisma.PersonWhereInput

/** The link of a token that still opens something. */
export const live = (token: string) =>
  ({
    hash: hashOf(token),
    usedAt: null,
    expiresAt: { gt: new Date() },
    person: mayHaveLink,
  }) satisfies Prisma.MailLinkWhereInput

/** Whom a link is for. */
export interface LinkView {
  kind: LinkKind
  name: string
  email: string
}

/** Reads whom a token is for, and uses nothing up; null: it opens nothing, for whatever reason. */
export async function findLink(token: string): Promise<LinkView | null> {
  const link = await db.mailLink.findFirst({
    where: live(token),
    select: { kind: true, person: { select: { name: true, email: true } } },
  })
  return link && { kind: kinds.find((kind) => kind === link.kind) ?? 'reset', ...link.person }
}

/** Ends all links of a person, also those that are still to be sent. */
export async function endLinks(tx: Tx, personId: string): Promise<void> {
  await tx.mailLink.updateMany({ where: { personId, usedAt: null }, data: { usedAt: new Date() } })
  await tx.mail.updateMany({
    where: { personId, state: 'waiting', linkId: { not: null } },
    data: { state: 'dropped', path: null, error: 'The link in it has ended.' },
  })
}
