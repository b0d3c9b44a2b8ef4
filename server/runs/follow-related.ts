import { setTimeout as wait } from 'node:timers/promises'
import { isTerminal, type State } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { db, Prisma } from '#server/db.ts'
import { can } from '#server/people/can.ts'
import { hub } from '#server/stream/hub.ts'
import { getExecution } from './get-execution.ts'

/** Whoever is silent for so long hears a comment, so that no proxy closes the stream. Milliseconds. */
const commentEveryMs = 15_000
/** Changes are told together. Milliseconds. */
const pauseMs = 300
const most = 1_000

export interface RelatedWish {
  /** Only what the execution started, not what started it. */
  below: boolean
  /** At any depth; else only the next ones. */
  deep: boolean
}

interface Related {
  id: string
  namespace: string
  flowId: string
  state: State
  histories: { state: State; date: string }[]
}

/**
 * The states of an execution and of those that are bound to it (it started them, or they started it) as server-sent events:
 * `progress` for each that changed, `end-all` when all have ended; then the stream closes.
 * @throws AppError `not-found`
 */
export async function followRelated(
  actor: Actor,
  id: string,
  { signal, ...wish }: RelatedWish & { signal: AbortSignal },
): Promise<Response> {
  await getExecution(actor, id)
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    start: async (controller) => {
      const say = (text: string) => controller.enqueue(encoder.encode(text))
      const comment = setInterval(() => say(': \n\n'), commentEveryMs)
      try {
        await tell({ actor, id, wish, signal }, say)
      } finally {
        clearInterval(comment)
        if (!signal.aborted) controller.close()
      }
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } })
}

interface Following {
  actor: Actor
  id: string
  wish: RelatedWish
  signal: AbortSignal
}

async function tell({ actor, id, wish, signal }: Following, say: (text: string) => void): Promise<void> {
  let hint: () => void = () => undefined
  let hinted = new Promise<void>((resolve) => (hint = resolve))
  const leave = await hub().listen(['runs'], () => hint())
  signal.addEventListener('abort', () => hint(), { once: true })
  const told = new Map<string, string>()
  try {
    while (!signal.aborted) {
      const all = await relatedTo(actor, id, wish)
      for (const one of all) {
        if (told.get(one.id) === one.state) continue
        told.set(one.id, one.state)
        say(eventOf('progress', one))
      }
      if (all.every(({ state }) => isTerminal(state))) return say(eventOf('end-all', all[0]))
      await hinted
      hinted = new Promise<void>((resolve) => (hint = resolve))
      await wait(pauseMs)
    }
  } finally {
    leave()
  }
}

function eventOf(name: string, one: Related | undefined): string {
  const data = one && {
    executionId: one.id,
    tenantId: 'main',
    namespace: one.namespace,
    flowId: one.flowId,
    state: { current: one.state, histories: one.histories },
  }
  return `id: ${name}\nevent: ${name}\ndata: ${JSON.stringify(data ?? {})}\n\n`
}

/** The execution first; only what the actor may read. */
async function relatedTo(actor: Actor, id: string, { below, deep }: RelatedWish): Promise<Related[]> {
  const levels = deep ? 30 : 1
  const rows = await db.$queryRaw<Related[]>(Prisma.sql`
    WITH RECURSIVE down AS (
      SELECT id, "triggerExecutionId" AS above, 0 AS level FROM "Execution" WHERE id = ${id}
      UNION ALL
      SELECT e.id, e."triggerExecutionId", down.level + 1 FROM "Execution" e JOIN down ON e."triggerExecutionId" = down.id
      WHERE down.level < ${levels}
    ), up AS (
      SELECT id, "triggerExecutionId" AS above, 0 AS level FROM "Execution" WHERE id = ${id}
      UNION ALL
      SELECT e.id, e."triggerExecutionId", up.level + 1 FROM "Execution" e JOIN up ON e.id = up.above
      WHERE up.level < ${levels} AND ${!below}
    )
    SELECT id, namespace, "flowId", state, histories FROM "Execution"
    WHERE id IN (SELECT id FROM down UNION SELECT id FROM up)
    ORDER BY id <> ${id}, "createdAt" LIMIT ${most}`)
  return rows.filter((row) => row.id === id || can(actor, 'execution:read', { namespace: row.namespace }))
}
