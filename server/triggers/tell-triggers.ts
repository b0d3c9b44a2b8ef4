import { isTerminal, type State } from '#engine/flow/flow.ts'
import { Prisma, type Tx } from '#server/db.ts'
import { owe } from '#server/outbox/soon.ts'

/**
 * Owes triggers what they want to hear of an execution, in the transaction that changes its state: nothing where none
 * listens. A trigger whose own execution ended is freed for the next one, or switched off where that is its wish.
 */
export async function tellTriggers(
  tx: Tx,
  execution: { id: string; generation: number },
  reached: readonly State[],
): Promise<void> {
  if (reached.length === 0) return
  const end = reached.findLast(isTerminal)
  const freed =
    end === undefined ? Prisma.empty : Prisma.sql`WITH freed AS (${freeingOf(execution.id, end)} RETURNING 1)`
  const owed = await tx.$executeRaw(
    Prisma.sql`${freed} INSERT INTO "Outbox" (kind, payload) ${heardOf(execution, reached)}`,
  )
  if (owed > 0) owe(tx)
}

/** What goes into the outbox for triggers that want to hear of one of these states: `kind` and `payload`. */
export function heardOf(
  { id, generation }: { id: string; generation: number },
  reached: readonly State[],
): Prisma.Sql {
  return Prisma.sql`
    SELECT 'execution-heard', jsonb_build_object('executionId', ${id}::text, 'generation', ${generation}::int, 'state', s.state)
    FROM unnest(${[...reached]}::text[]) AS s(state)
    WHERE EXISTS (SELECT 1 FROM "Trigger" t WHERE s.state = ANY(t.states)
      AND NOT t.removed AND NOT t.disabled AND NOT t."sourceDisabled")`
}

/** Frees the trigger whose own execution ended so for the next one, or switches it off where that is its wish. */
export function freeingOf(executionId: string, end: State): Prisma.Sql {
  return Prisma.sql`
    UPDATE "Trigger" t SET "lockedBy" = NULLIF(t."lockedBy", e.id),
      disabled = t.disabled OR ${end} = ANY(t."stopAfter"),
      synced = t.synced AND NOT (${end} = ANY(t."stopAfter") AND t.source = 'clock'),
      "nextAt" = CASE WHEN ${end} = ANY(t."stopAfter") THEN NULL ELSE t."nextAt" END, "updatedAt" = now()
    FROM "Execution" e
    WHERE e.id = ${executionId} AND e.trigger IS NOT NULL AND t.namespace = e.namespace AND t."flowId" = e."flowId"
      AND t."triggerId" = e.trigger->>'id' AND (${end} = ANY(t."stopAfter") OR t."lockedBy" = e.id)`
}
