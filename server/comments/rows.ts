import type { Actor } from '#server/actor.ts'
import { db, type Prisma, type Tx } from '#server/db.ts'
import { markdownToHtml } from '#server/markdown/to-html.ts'
import type { CommentView } from './view.ts'

/** How long a comment may be edited by who wrote it. Milliseconds. */
export const editMs = 15 * 60 * 1000

export const commentInclude = {
  person: { select: { id: true, name: true, kind: true } },
  files: { select: { uri: true, name: true, size: true }, orderBy: { position: 'asc' } },
} as const satisfies Prisma.CommentInclude

export type CommentRow = Prisma.CommentGetPayload<{ include: typeof commentInclude }>

/** Comments as this reader sees them; one query for all whom they name. */
export async function commentViews(
  actor: Actor,
  rows: readonly CommentRow[],
  tx: Tx = db,
): Promise<CommentView[]> {
  const ids = [...new Set(rows.flatMap(({ mentions }) => mentions))]
  const people =
    ids.length === 0
      ? []
      : await tx.person.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  const byId = new Map(people.map((person) => [person.id, person]))
  return rows.map((row) =>
    viewOf(
      actor,
      row,
      row.mentions.flatMap((id) => byId.get(id) ?? []),
    ),
  )
}

function authorOf({ person: { id, name, kind } }: CommentRow): CommentView['by'] {
  return kind === 'guest' ? { id, name, guest: true } : { id, name }
}

function viewOf(actor: Actor, row: CommentRow, mentions: CommentView['mentions']): CommentView {
  const own = row.personId === actor.id && row.deletedAt === null
  const editableUntil = new Date(row.createdAt.getTime() + editMs)
  const editable = own && row.kind === 'comment' && editableUntil > new Date()
  return {
    id: row.id,
    kind: row.kind === 'cancel' ? 'cancel' : 'comment',
    by: authorOf(row),
    html: markdownToHtml(
      row.text,
      mentions.map(({ name }) => `@${name}`),
    ),
    mentions,
    files: row.files.map(({ uri, name, size }) => ({ uri, name, size: Number(size) })),
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString(),
    deletedAt: row.deletedAt?.toISOString(),
    earlier: row.earlier as CommentView['earlier'],
    mayDelete: own,
    ...(editable ? { source: row.text, editableUntil: editableUntil.toISOString() } : {}),
  }
}
