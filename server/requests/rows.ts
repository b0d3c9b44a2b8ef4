import { titleIn } from '#server/apps/columns.ts'
import type { Prisma } from '#server/db.ts'
import { isClosed } from './outcome.ts'
import { keyOf, pastRunsOf } from './past-runs.ts'
import { loadStages } from './stage-facts.ts'
import { nowOf, stageViews } from './stages.ts'
import { expectedEnd } from './usual.ts'
import type { Outcome, RequestRow } from './view.ts'

export const rowSelect = {
  id: true,
  number: true,
  title: true,
  namespace: true,
  flowId: true,
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

interface RowsOptions {
  language: string
  /** Says when those that go on will likely be over. */
  ends?: boolean
}

/**
 * Rows of a list, with the stage that is now, who has it and when it will likely end: the queries do not grow with the page.
 */
export async function rowsOf(
  records: readonly RequestRecord[],
  { language, ends = false }: RowsOptions,
): Promise<RequestRow[]> {
  const open = records.filter((record) => !isClosed(outcomeFrom(record.outcome)))
  const [stages, past] = await Promise.all([
    loadStages(open.map((record) => record.currentExecutionId)),
    pastRunsOf(ends ? open : []),
  ])
  return records.map((record) => {
    const facts = stages.get(record.currentExecutionId)
    const views = facts ? stageViews({ ...facts, language }) : []
    const expected = expectedEnd(past.get(keyOf(record)) ?? [], views, Date.now())
    return { ...baseRow(record, language), ...nowOf(views), expected }
  })
}

/** What a row says without its stages. */
export function baseRow(
  record: RequestRecord,
  language: string,
): Omit<RequestRow, 'stage' | 'waitingFor' | 'expected'> {
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
