import type { Tx } from '#server/db.ts'
import { env } from '#server/env.ts'
import { mayReset } from '#server/mail-links/link.ts'

/**
 * Who of them may decide by a link in a mail: those whom their mailbox alone lets in anyway, since it can set their password. So nobody with
 * a second factor, and nobody who comes by a provider alone, unless the operator says that the provider guards the mailbox too.
 * @returns their mailboxes by person id
 */
export async function whoDecidesByMail(
  tx: Tx,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const setting = env().FORMWORK_MAIL_DECISIONS
  if (setting === 'off' || personIds.length === 0) return new Map()
  const people = await tx.person.findMany({
    where: {
      id: { in: [...personIds] },
      NOT: { secondFactor: { confirmedAt: { not: null } } },
      ...(setting === 'providers' ? {} : mayReset),
    },
    select: { id: true, email: true },
  })
  return new Map(people.map(({ id, email }) => [id, email]))
}
