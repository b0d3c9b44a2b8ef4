import { z } from 'zod'
import type { Actor } from '#server/actor.ts'
import { db, type Prisma } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import type { Page } from '#server/requests/view.ts'
import { demand } from './can.ts'
import { personDetailColumns, toPersonDetail } from './people.ts'
import type { PersonDetail } from './view.ts'

/** What a list of people is narrowed to. */
export interface PeopleFilter {
  /** Part of the name or the mail address. */
  q?: string
  active?: boolean
  /** Only those who were invited by mail and have not signed in yet. */
  invited?: boolean
  /** Only of these. */
  ids?: readonly string[]
  /** Id of a role that they have by themselves or by a group, anywhere. */
  role?: string
  /** Slug of a group that they are in. */
  group?: string
  /** Page from 1, for who does not turn by cursor. */
  page?: number
  /** Keyset cursor of an earlier page. */
  after?: string
  /** Rows of a page; 1 to 100. */
  size: number
}

/** The people that a filter leaves. */
export function peopleWhere({
  q,
  active,
  ids,
  role,
  group,
  invited,
}: Omit<PeopleFilter, 'size'>): Prisma.PersonWhereInput {
  // Prisma leaves LIKE's own signs as they are
  const contains = q?.replace(/[\\%_]/g, String.raw`\$&`) ?? ''
  const part = { contains, mode: 'insensitive' } as const
  const bound = { some: { role } }
  const byRole = [{ roleBindings: bound }, { memberships: { some: { group: { roleBindings: bound } } } }]
  const waiting = { active: true, mailLinks: { some: { kind: 'invitation' } }, devices: { none: {} } }
  return {
    kind: 'person',
    active,
    id: ids ? { in: [...ids] } : undefined,
    AND: [
      invited ? waiting : {},
      q ? { OR: [{ name: part }, { email: part }] } : {},
      group === undefined ? {} : { memberships: { some: { group: { slug: group } } } },
      role === undefined ? {} : { OR: byRole },
    ],
  }
}

/** People by name. @throws AppError `forbidden`, `invalid` for a cursor that is none of ours */
export async function listPeople(actor: Actor, filter: PeopleFilter): Promise<Page<PersonDetail>> {
  demand(actor, 'user:read')
  const where = peopleWhere(filter)
  const { page = 1 } = filter
  const [rows, total] = await Promise.all([
    db.person.findMany({
      where: { AND: [where, filter.after === undefined ? {} : beyond(filter.after)] },
      select: personDetailColumns,
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: filter.size + 1,
      skip: filter.after === undefined ? (page - 1) * filter.size : 0,
    }),
    db.person.count({ where }),
  ])
  const results = rows.slice(0, filter.size).map(toPersonDetail)
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
