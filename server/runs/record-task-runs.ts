import type { Fact, TaskRunFact } from '#engine/flow/advance/facts.ts'
import type { Node } from '#engine/flow/advance/state.ts'
import type { State } from '#engine/flow/flow.ts'
import { Prisma, type Tx } from '#server/db.ts'
import type { HistoryEntry } from './state-rules.ts'
import { storable } from './storable.ts'

type TaskRunTold = Extract<Fact, { kind: 'task-run' }>

interface Folded {
  run: TaskRunFact
  histories: HistoryEntry[]
}

/** Stores what a batch tells of task runs: one statement however many there are. */
export async function recordTaskRuns(
  tx: Tx,
  executionId: string,
  batch: { facts: readonly TaskRunTold[]; nodes: Readonly<Record<string, Node | null>> },
): Promise<void> {
  const folded = fold(batch.facts)
  if (folded.size > 0)
    await upsert(
      tx,
      executionId,
      [...folded.values()].map((entry) => rowOf(entry, batch.nodes)),
    )
  const others = Object.entries(batch.nodes).filter(([id]) => !folded.has(id))
  if (others.length > 0) await keepNodes(tx, others)
}

/** The last fact of each run, with the states that it went through. */
function fold(facts: readonly TaskRunTold[]): Map<string, Folded> {
  const folded = new Map<string, Folded>()
  for (const { at, run } of facts) {
    const histories = folded.get(run.id)?.histories ?? []
    if (histories.at(-1)?.state !== run.state) histories.push({ state: run.state, date: dateOf(run, at) })
    folded.set(run.id, { run, histories })
  }
  return folded
}

function dateOf(run: TaskRunFact, at: number): string {
  return new Date(run.endedAt ?? at).toISOString()
}

function rowOf({ run, histories }: Folded, nodes: Readonly<Record<string, Node | null>>): object {
  return {
    ...run,
    first: histories[0]?.state satisfies State | undefined,
    histories,
    knows: run.id in nodes,
    node: nodes[run.id] ?? null,
    startedAt: run.startedAt === undefined ? undefined : new Date(run.startedAt).toISOString(),
    endedAt: run.endedAt === undefined ? undefined : new Date(run.endedAt).toISOString(),
  }
}

async function upsert(tx: Tx, executionId: string, rows: object[]): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    WITH told AS (
      SELECT * FROM jsonb_to_recordset(${storable(rows)}::jsonb) AS r(
        id text, "taskId" text, type text, "parentId" text, value text, iteration int, round int, position int, state text,
        attempts jsonb, outputs jsonb, message text, "startedAt" timestamptz, "endedAt" timestamptz,
        first text, histories jsonb, knows boolean, node jsonb)
    ), known AS (
      SELECT t.id, t.state, t.node FROM "TaskRun" t JOIN told ON told.id = t.id
    )
    INSERT INTO "TaskRun" AS t (id, "executionId", "taskId", type, "parentId", value, iteration, round, position, state,
      attempts, outputs, message, "startedAt", "endedAt", histories, node)
    SELECT told.id, ${executionId}, "taskId", type, "parentId", value, iteration, round, position, told.state,
      NULLIF(attempts, 'null'), NULLIF(outputs, 'null'), message, "startedAt", "endedAt",
      CASE WHEN known.state = first THEN histories - 0
        WHEN known.id IS NULL AND first <> 'CREATED'
          THEN jsonb_build_array(jsonb_build_object('state', 'CREATED', 'date', histories->0->>'date')) || histories
        ELSE histories END,
      CASE WHEN knows THEN NULLIF(told.node, 'null') ELSE known.node END
    FROM told LEFT JOIN known ON known.id = told.id
    ORDER BY told.id
    ON CONFLICT (id) DO UPDATE SET state = EXCLUDED.state, attempts = EXCLUDED.attempts,
      outputs = COALESCE(EXCLUDED.outputs, t.outputs), message = COALESCE(EXCLUDED.message, t.message),
      "startedAt" = COALESCE(EXCLUDED."startedAt", t."startedAt"), "endedAt" = EXCLUDED."endedAt",
      histories = t.histories || EXCLUDED.histories, node = EXCLUDED.node`)
}

/** Notes of task runs about which nothing else is told. */
async function keepNodes(tx: Tx, nodes: [string, Node | null][]): Promise<void> {
  const rows = storable(nodes.map(([id, node]) => ({ id, node })))
  await tx.$executeRaw(Prisma.sql`
    UPDATE "TaskRun" t SET node = NULLIF(r.node, 'null')
    FROM jsonb_to_recordset(${rows}::jsonb) AS r(id text, node jsonb) WHERE t.id = r.id`)
}
