import type { JsonObject } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { answersIn, type Answers } from '#server/approvals/answers.ts'
import { questionsTo } from '#server/approvals/questions.ts'
import { db } from '#server/db.ts'
import { loadReferences } from '#server/files/references.ts'
import { ownersOf } from '#server/flows/owners.ts'
import { languageFor } from '#server/languages/languages.ts'
import { say } from '#server/languages/say.ts'
import type { HistoryEntry } from '#server/runs/state-rules.ts'
import { eventsOf } from './events.ts'
import { findRequest } from './find-request.ts'
import { historyOf } from './history.ts'
import type { Lives } from './interruptions.ts'
import { isClosed } from './outcome.ts'
import { pastRuns } from './past-runs.ts'
import { rightsOf } from './rights-of.ts'
import { baseRow, outcomeFrom } from './rows.ts'
import { answersOf, resultsOf, writeOut, type Reader } from './shown-value.ts'
import { changesOf, roundsOf } from './rounds.ts'
import { loadStages, type LoadedStages } from './stage-facts.ts'
import { nowOf, stageViews } from './stages.ts'
import { expectedEnd, usualByStage } from './usual.ts'
import type { RequestView, StageView } from './view.ts'

/** A request that was played again more often tells of the newest. */
const mostLives = 20

/**
 * The tracker of a request: words of the business only, never a stack or a log.
 * @throws AppError `not-found`, also for another person's request
 */
export async function getRequest(actor: Actor, id: string): Promise<RequestView> {
  const request = await findRequest(actor, id)
  const loaded = (await loadStages([request.currentExecutionId])).get(request.currentExecutionId)
  const executions = await db.execution.findMany({
    where: { OR: [{ id: request.currentExecutionId }, { requestId: id }] },
    orderBy: { createdAt: 'desc' },
    take: mostLives,
    select: { id: true, inputs: true, outputs: true, histories: true, rounds: true },
  })
  const execution = executions.find((one) => one.id === request.currentExecutionId) ?? null
  const open = !isClosed(outcomeFrom(request.outcome))
  const past = open ? await pastRuns(request) : []
  const usual = usualByStage(past)
  const given = loaded
    ? await answersIn(loaded.flow, [...loaded.approvals, ...loaded.before], { reader: actor })
    : new Map()
  const stages = loaded ? stageViews({ ...loaded, language: actor.language, usual, answers: given }) : []
  const now = nowOf(open ? stages : [])
  const [{ answers, results, rounds }, events, questions, social] = await Promise.all([
    written(loaded, execution, { reader: actor, given }),
    eventsOf(id),
    questionsTo(actor.id, id),
    rightsOf(actor, request, now.waitingFor.people.length > 0),
  ])
  return {
    ...baseRow(request, actor.language),
    ...now,
    ...social,
    questions,
    requester: request.requester,
    round: request.round,
    rounds,
    changes: open ? changesOf(loaded) : undefined,
    stages,
    answers,
    results,
    files: results.flatMap(({ file }) => file ?? []),
    history: historyOf(request, { stages, rounds, lives: livesOf(executions), events }),
    expected: expectedEnd(past, stages, Date.now()),
    hold: loaded && request.outcome === 'ON_HOLD' ? await holdOf(loaded, stages, actor.language) : undefined,
    executionId: request.currentExecutionId,
  }
}

/** What `transition` wrote, the first execution's first. */
function livesOf(executions: readonly { histories: unknown }[]): Lives {
  return [...executions].reverse().map(({ histories }) => histories as HistoryEntry[])
}

async function written(
  loaded: LoadedStages | undefined,
  execution: { id: string; inputs: unknown; outputs: unknown; rounds: unknown } | null,
  { reader, given }: { reader: Reader; given: Answers },
) {
  if (!loaded || !execution) return { answers: [], results: [], rounds: [] }
  const outputs = (await loadReferences((execution.outputs ?? {}) as JsonObject, execution.id)) as JsonObject
  const [answers, results] = await Promise.all([
    writeOut(db, answersOf(loaded.flow, { values: execution.inputs as JsonObject, reader }), reader),
    writeOut(db, resultsOf(loaded.flow, { values: outputs, reader }), reader),
  ])
  const rounds = await roundsOf(loaded, { inputs: execution.rounds as JsonObject[], answers, reader, given })
  return { answers, results, rounds }
}

async function holdOf(
  loaded: LoadedStages,
  stages: readonly StageView[],
  language: string,
): Promise<RequestView['hold']> {
  const failed =
    stages.find(({ state }) => state === 'failed') ?? stages.findLast(({ state }) => state !== 'skipped')
  return {
    stage: failed?.title ?? '',
    told: say((await ownersOf(db, loaded.flow)).title, languageFor(language)),
  }
}
