import { z } from 'zod'
import type { Actor } from '#server/actor.ts'
import { db, type Prisma, type Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import type { Page } from '#server/requests/view.ts'
import { demand } from './can.ts'
import type { PersonDetail } from './view.ts'

const detail = {
  id: true,
  name: true,
  email: true,
  active: true,
  demo: true,
  createdAt: true,
  roleBindings: {
    select: { role: true, namespace: true, customRole: { select: { name: true } } },
    orderBy: [{ role: 'asc' }, { namespace: { sort: 'asc', nulls: 'first' } }],
  },
  memberships: { select: { owner: true, group: { select: { id: true, slug: true, name: true } } } },
  sessions: { select: { lastSeenAt: true }, orderBy: { lastSeenAt: 'desc' }, take: 1 },
} as const satisfies Prisma.PersonSelect

function toDetail(row: Prisma.PersonGetPayload<{ select: typeof detail }>): PersonDetail {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    active: row.active,
    demo: row.demo,
    roles: row.roleBindings.map(({ role, namespace, customRole }) => ({
      role,
      ...(customRole ? { name: customRole.name } : {}),
      ...(namespace === null ? {} : { namespace }),
    })),
    groups: row.memberships.map(({ group, owner }) => ({ ...group, owner })),
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.sessions[0]?.lastSeenAt.toISOString(),
  }
}

/** One person as admins see them. @throws AppError `not-found` */
export async function readPerson(id: string, tx: Tx = db): Promise<PersonDetail> {
  const row = await tx.person.findUnique({ where: { id, kind: 'person' }, select: detail })
  if (!row) throw new AppError('not-found', 'There is no such person.')
  return toDetail(row)
}

/** One person. @throws AppError `forbidden`, `not-found` */
export async function getPerson(actor: Actor, id: string): Promise<PersonDetail> {
  demand(actor, 'user:read')
  return readPerson(id)
}

/** What a list of people is narrowed to. */
export interface PeopleFilter {
  /** Part of the name or the mail address. */
  q?: string
  active?: boolean
  /** Keyset cursor of an earlier page. */
  after?: string
  /** Rows of a page; 1 to 100. */
  size: number
}

/** People by name. @throws AppError `forbidden`, `invalid` for a cursor that is none of ours */
export async function listPeople(actor: Actor, filter: PeopleFilter): Promise<Page<PersonDetail>> {
  demand(actor, 'user:read')
  const where: Prisma.PersonWhereInput = { kind: 'person', active: filter.active }
  if (filter.q) {
    // Prisma leaves LIKE's own signs as they are
    const contains = filter.q.replace(/[\\%_]/g, String.raw`\$&`)
    const part = { contains, mode: 'insensitive' } as const
    where.OR = [{ name: part }, { email: part }]
  }
  const [rows, total] = await Promise.all([
    db.person.findMany({
      where: { AND: [where, filter.after === undefined ? {} : beyond(filter.after)] },
      select: detail,
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: filter.size + 1,
    }),
    db.person.count({ where }),
  ])
  const results = rows.slice(0, filter.size).map(toDetail)
  const last = results.at(-1)
  return { results, total, after: rows.length > filter.size && last ? cursorOf(last) : undefined }
}

function cursorOf({ name, id }: { name: string; id: string }): string {
  return Buffer.from(JSON.stringify([name, id])).toString('base64url')
}

function beyond(cursor: string): Prisma.PersonWhereInput {
  const [name, id] = readCursor(cursor)
  return { OR: [{ name: { gt: name } }, { name, id: { gt: id } }] }
}

const cursorShape = z.tuple([z.string(), z.string()])

function readCursor(cursor: string): [name: string, id: string] {
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  // what a text column cannot hold would end as an error of the database
  const read = cursorShape.safeParse(text.includes('u0000') ? undefined : parsed(text))
  if (read.success) return read.data
  throw new AppError('invalid', 'This cursor is not one of ours.', {
    details: [{ path: 'query.after', message: 'is not a cursor' }],
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
