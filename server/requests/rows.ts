import { titleIn } from '#server/apps/columns.ts'
import type { Prisma } from '#server/db.ts'
import { isClosed } from './outcome.ts'
import { loadStages } from './stage-facts.ts'
import { nowOf, stageViews } from './stages.ts'
import type { Outcome, RequestRow } from './view.ts'

export const rowSelect = {
  id: true,
  number: true,
  title: true,
  outcome: true,
  createdAt: true,
  updatedAt: true,
  closedAt: true,
  currentExecutionId: true,
  app: { select: { id: true, displayName: true, texts: true, icon: true } },
} as const satisfies Prisma.RequestSelect

export type RequestRecord = Prisma.RequestGetPayload<{ select: typeof rowSelect }>

/** A stored outcome; only `outcomeOf` and withdrawing write it. */
export function outcomeFrom(text: string): Outcome {
  return text as Outcome
}

/** Rows of a list, with the stage that is now and who has it: the queries do not grow with the page. */
export async function rowsOf(records: readonly RequestRecord[], language: string): Promise<RequestRow[]> {
  const open = records.filter((record) => !isClosed(outcomeFrom(record.outcome)))
  const stages = await loadStages(open.map((record) => record.currentExecutionId))
  return records.map((record) => {
    const facts = stages.get(record.currentExecutionId)
    const now = facts ? nowOf(stageViews({ ...facts, language })) : { waitingFor: { people: [], groups: [] } }
    return { ...baseRow(record, language), ...now }
  })
}

/** What a row says without its stages. */
export function baseRow(record: RequestRecord, language: string): Omit<RequestRow, 'stage' | 'waitingFor'> {
  const { app } = record
  return {
    id: record.id,
    number: record.number,
    title: record.title,
    app: app && { id: app.id, displayName: titleIn(app, language), icon: app.icon ?? undefined },
    outcome: outcomeFrom(record.outcome),
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
    closedAt: record.closedAt?.toISOString(),
  }
}
