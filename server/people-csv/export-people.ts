import type { Actor } from '#server/actor.ts'
import { audit } from '#server/audit/record.ts'
import { csvLine } from '#server/api/csv.ts'
import { db } from '#server/db.ts'
import { demand } from '#server/people/can.ts'
import { peopleWhere, type PeopleFilter } from '#server/people/list-people.ts'
import { listedRoles } from '#server/roles/stored-role.ts'
import { transaction } from '#server/transaction.ts'
import { cellsOf } from './cells.ts'
import { columns } from './columns.ts'

const pieceSize = 500

/**
 * The people that a list would show as pieces of CSV, by name, with the columns that an import reads. That somebody took them out
 * is written into the audit.
 * @throws AppError `forbidden`, with the first piece
 */
export async function* exportPeople(
  actor: Actor,
  filter: Pick<PeopleFilter, 'q' | 'active' | 'role' | 'group' | 'invited'>,
): AsyncGenerator<string, undefined> {
  demand(actor, 'user:read')
  const roles = await listedRoles()
  await transaction((tx) =>
    audit(tx, actor, {
      action: 'user:export',
      subjectType: 'person',
      subjectId: 'export',
      after: JSON.parse(JSON.stringify(filter)) as Record<string, string>,
    }),
  )
  let head = csvLine(columns)
  let last: { id: string; name: string } | undefined
  for (;;) {
    const rows = await db.person.findMany({
      where: {
        AND: [
          peopleWhere(filter),
          last ? { OR: [{ name: { gt: last.name } }, { name: last.name, id: { gt: last.id } }] } : {},
        ],
      },
      select: {
        id: true,
        name: true,
        email: true,
        timeZone: true,
        language: true,
        active: true,
        manager: { select: { email: true } },
        roleBindings: { select: { role: true, namespace: true } },
        memberships: { select: { group: { select: { slug: true } } } },
      },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: pieceSize,
    })
    const lines = rows.map((row) => {
      const groups = row.memberships.map(({ group }) => group.slug)
      const cells = cellsOf({ ...row, groups, roles: row.roleBindings, manager: row.manager?.email }, roles)
      return csvLine(columns.map((column) => cells[column]))
    })
    yield head + lines.join('')
    head = ''
    last = rows.at(-1)
    if (!last || rows.length < pieceSize) return
  }
}
