import { createHash } from 'node:crypto'
import type { Json } from '#engine/flow/flow.ts'
import { db, uniqueConflict } from '#server/db.ts'
import { AppError } from '#server/errors.ts'

const keptMs = 24 * 60 * 60 * 1000
/** A call that has not answered by then died with its process. */
const unansweredMs = 2 * 60 * 1000
const cleanEveryMs = 60 * 60 * 1000
const unanswered = 0

/** A call that carries a key. */
export interface Keyed {
  personId: string
  key: string
  /** What the key belongs to: method, path and body. */
  route: string
}

/** What a key belongs to. The same key with another body is a mistake of the caller. */
export function routeOf(method: string, address: string, body: string): string {
  return `${method} ${address} ${createHash('sha256').update(body).digest('base64url')}`
}

const running = new Map<string, Promise<unknown>>()
let cleanedAt = 0

/**
 * Runs the change once for a key and gives its answer again to a repeat. Only what succeeded is kept: a refused call may be
 * corrected and sent again.
 * @throws AppError `invalid` for a key of another call, `conflict` while another process still answers
 */
export async function once(keyed: Keyed, run: () => Promise<unknown>): Promise<unknown> {
  const name = JSON.stringify([keyed.personId, keyed.key, keyed.route])
  const answer = running.get(name) ?? answerOnce(keyed, run).finally(() => running.delete(name))
  running.set(name, answer)
  const given = await answer
  return given instanceof Response ? given.clone() : given
}

async function answerOnce(keyed: Keyed, run: () => Promise<unknown>): Promise<unknown> {
  const where = { personId_key: { personId: keyed.personId, key: keyed.key } }
  const earlier = await claim(keyed)
  if (earlier) return earlier.answer
  try {
    const answer = await run()
    if (answer instanceof Response) {
      await db.idempotentAnswer.deleteMany({ where: { personId: keyed.personId, key: keyed.key } })
      return answer
    }
    const body = answer === undefined ? {} : { answer: asJson(answer) }
    await db.idempotentAnswer.update({ where, data: { status: answer === undefined ? 204 : 200, body } })
    return answer
  } catch (error) {
    await db.idempotentAnswer.deleteMany({ where: { personId: keyed.personId, key: keyed.key } })
    throw error
  }
}

function asJson(answer: unknown): Json {
  return JSON.parse(JSON.stringify(answer)) as Json
}

/** Takes the key, or finds the answer that it had. */
async function claim(keyed: Keyed): Promise<{ answer: unknown } | undefined> {
  await clean()
  const { personId, key, route } = keyed
  try {
    await db.idempotentAnswer.create({ data: { ...keyed, status: unanswered, body: {} } })
    return undefined
  } catch (error) {
    if (uniqueConflict(error) === undefined) throw error
  }
  const row = await db.idempotentAnswer.findUnique({ where: { personId_key: { personId, key } } })
  if (!row) return claim(keyed)
  if (row.route !== route) {
    throw new AppError('invalid', 'This Idempotency-Key was used for another call.')
  }
  if (row.status !== unanswered) {
    return { answer: (row.body as { answer?: Json }).answer }
  }
  const { count } = await db.idempotentAnswer.deleteMany({
    where: { personId, key, status: unanswered, createdAt: { lt: new Date(Date.now() - unansweredMs) } },
  })
  if (count > 0) return claim(keyed)
  throw new AppError('conflict', 'The first call with this Idempotency-Key is still being answered.')
}

async function clean(): Promise<void> {
  if (Date.now() - cleanedAt < cleanEveryMs) return
  cleanedAt = Date.now()
  await db.idempotentAnswer.deleteMany({ where: { createdAt: { lt: new Date(Date.now() - keptMs) } } })
}
