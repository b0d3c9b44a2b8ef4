import type { ShownValue } from '#engine/flow/approvals/types.ts'
import type { Flow, JsonObject } from '#engine/flow/flow.ts'
import { db, type Tx } from '#server/db.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { answersOf, writeOut, type Reader } from '#server/requests/shown-value.ts'
import { inputsOf } from './asked.ts'

/** What was answered with each vote, by decision id, as somebody reads it. */
export type Answers = ReadonlyMap<string, ShownValue[]>

/** Approvals with their votes, as far as the answers need them. */
interface Voted {
  taskId: string
  votes: readonly { decisionId: string; inputs?: unknown }[]
}

/** What was answered with the votes of these approvals, in the form's order, secrets as stars. Nothing is asked where nobody answered. */
export async function answersIn(
  flow: Flow,
  approvals: readonly Voted[],
  { reader, tx = db }: { reader: Reader; tx?: Tx },
): Promise<Answers> {
  const answers = new Map<string, ShownValue[]>()
  for (const { taskId, votes } of approvals)
    for (const { decisionId, inputs } of votes) {
      if (!inputs) continue
      // only a decision writes them
      const given = { values: inputs as JsonObject, reader }
      answers.set(
        decisionId,
        await writeOut(tx, answersOf({ inputs: inputsOf(flow, taskId) }, given), reader),
      )
    }
  return answers
}

/** The same of one execution, whose flow is looked for only where somebody answered. */
export async function answersOfExecution(
  executionId: string,
  approvals: readonly Voted[],
  { reader, tx = db }: { reader: Reader; tx?: Tx },
): Promise<Answers> {
  if (!approvals.some(({ votes }) => votes.some(({ inputs }) => inputs))) return new Map()
  const { namespace, flowId, flowRevision } = await tx.execution.findUniqueOrThrow({
    where: { id: executionId },
    select: { namespace: true, flowId: true, flowRevision: true },
  })
  return answersIn(await loadFlow(namespace, flowId, flowRevision), approvals, { reader, tx })
}
