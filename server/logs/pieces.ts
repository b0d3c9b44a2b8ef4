import type { Log, Prisma } from '#generated/prisma/client.ts'
import { db } from '#server/db.ts'
import { inOrder } from './line.ts'

/**
 * The lines in order, so many at a time, each piece found by the last line of the one before: what is stored meanwhile shifts
 * nothing. The last piece is shorter, and may be empty.
 */
export async function* pieces(where: Prisma.LogWhereInput, size: number): AsyncGenerator<Log[], undefined> {
  let last: Log | undefined
  do {
    const rows: Log[] = await db.log.findMany({
      where: last ? { AND: [where, { timestamp: { gte: last.timestamp } }] } : where,
      orderBy: inOrder,
      take: size,
      ...(last && { cursor: { taskRunId_attempt_delivery_line: keyOf(last) }, skip: 1 }),
    })
    yield rows
    last = rows.length < size ? undefined : rows.at(-1)
  } while (last)
}

const keyOf = ({ taskRunId, attempt, delivery, line }: Log) => ({ taskRunId, attempt, delivery, line })
