import type { Actor } from '#server/actor.ts'
import { csvLine } from '#server/api/csv.ts'
import type { Condition } from '#server/api/filters.ts'
import { db } from '#server/db.ts'
import { demand } from '#server/people/can.ts'
import { transaction } from '#server/transaction.ts'
import { auditWhere } from './filter.ts'
import { audit } from './record.ts'
import { linesOf, type AuditLine } from './view.ts'

export interface AuditExport {
  format: 'csv' | 'json'
  conditions: readonly Condition[]
  /** The filters as they were asked for, for the audit. */
  asked: string
}

const columns = [
  'id',
  'date',
  'userId',
  'user',
  'door',
  'address',
  'userAgent',
  'action',
  'subjectType',
  'subjectId',
  'refused',
  'before',
  'after',
  'checkpoint',
  'hash',
]
const pieceSize = 1000

/**
 * The entries that the filters name as pieces of CSV or of a JSON list, the newest first; one piece is in memory at a time.
 * That somebody took them out is an entry too.
 * @throws AppError `forbidden`, `invalid`, with the first piece
 */
export async function* exportAudit(actor: Actor, call: AuditExport): AsyncGenerator<string, undefined> {
  demand(actor, 'audit:read')
  const where = await auditWhere(call.conditions)
  const newest = await db.auditEntry.findFirst({ orderBy: { id: 'desc' }, select: { id: true } })
  await transaction((tx) =>
    audit(tx, actor, {
      action: 'audit:export',
      subjectType: 'audit',
      subjectId: 'export',
      after: { format: call.format, filters: call.asked },
    }),
  )
  const json = call.format === 'json'
  let head = json ? '[' : csvLine(columns)
  let beyond = { lte: newest?.id ?? 0n } as { lte: bigint } | { lt: bigint }
  for (;;) {
    const rows = await db.auditEntry.findMany({
      where: { AND: [where, { id: beyond }] },
      orderBy: { id: 'desc' },
      take: pieceSize,
    })
    const lines = await linesOf(rows)
    if (json && lines.length === 0 && head !== '[') break
    yield head + (json ? lines.map((line) => JSON.stringify(line)).join(',\n') : lines.map(cells).join(''))
    const last = rows.at(-1)
    if (!last || rows.length < pieceSize) break
    head = json ? ',\n' : ''
    beyond = { lt: last.id }
  }
  if (json) yield ']\n'
  return
}

function cells(line: AuditLine): string {
  const { id, at, actor, door, address, userAgent, action, subjectType, subjectId, refused } = line
  const [before, after] = [line.before, line.after].map((value) =>
    value === undefined ? undefined : JSON.stringify(value),
  )
  const who = [actor?.id, nameOf(actor), door, address, userAgent]
  const what = [action, subjectType, subjectId, refused, before, after]
  return csvLine([id, at, ...who, ...what, line.checkpoint, line.hash])
}

/** Of a guest with the address that they gave, for their name is what they said. */
function nameOf(actor: AuditLine['actor']): string | undefined {
  if (!actor?.guest) return actor?.name
  const { email, guest, name } = actor
  const address = email === undefined ? 'without mail' : `${email}, ${guest.verified ? '' : 'not '}confirmed`
  return `${name ?? ''} (guest, ${address})`
}
