import type { ApprovalOpened } from '#engine/flow/advance/events.ts'
import type { Policy, Vote } from '#engine/flow/approvals/types.ts'
import { chooseDeciders, matrixOf } from '#engine/flow/approvals/matrix.ts'
import { hasVoted } from '#engine/flow/approvals/on-behalf.ts'
import { deadEnd } from '#engine/flow/approvals/policy.ts'
import { findTask } from '#engine/flow/find-task.ts'
import { rerunOf } from '#engine/flow/rounds.ts'
import { isTerminal, type Json, type JsonObject, type State, type Task } from '#engine/flow/flow.ts'
import { ExpressionError } from '#engine/flow/expressions/error.ts'
import { timesOf, type Times } from '#engine/flow/business-calendar/clock.ts'
import { whoIsAway } from '#server/absences/who-is-away.ts'
import { calendarSlugs, clockFor } from '#server/calendars/stored-calendars.ts'
import { db } from '#server/db.ts'
import { accountOf } from '#server/guests/account-of.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { loadReferences } from '#server/files/references.ts'
import { storable } from '#server/runs/storable.ts'
import { renderProperties } from '#server/tasks/render-properties.ts'
import { Rendering } from '#server/tasks/rendering.ts'
import type { TaskCall } from '#server/tasks/types.ts'
import { policyOf, storedApproval, votesOf, withNames } from './compiled.ts'
import { findDeciders, mayDecide } from './deciders.ts'
import { inputsOf } from './asked.ts'
import { holdersOf } from './one-of.ts'
import { type ApprovalProperties, readProperties } from './properties.ts'
import { seenContent, seenHash } from './seen-hash.ts'
import { frozenFor, inEach, type Frozen } from './frozen.ts'
import { type NewApproval, storeApproval, storeAutomatic } from './store-approval.ts'
import { mannedAmong } from './stand-ins.ts'
import { contentHash, standingVotes, type StandingVote } from './standing.ts'
import { withoutAway } from './without-away.ts'

/**
 * Body of the activity behind `open-approval`: renders the task's texts, finds the deciders, freezes both and stores the open approval
 * with its notices. Repeating it for the same task run and round gives the same answer.
 * @returns `impossible` for what an author or an administrator has to mend; throws only when it is worth another try
 */
export async function openApproval(call: TaskCall): Promise<ApprovalOpened> {
  const execution = await db.execution.findUniqueOrThrow({
    where: { id: call.executionId },
    select: {
      state: true,
      request: { select: { id: true, number: true, title: true, requesterId: true } },
    },
  })
  const state = execution.state as State
  if (isTerminal(state) || state === 'KILLING') return impossible('The execution has ended meanwhile.')
  const before = await db.approval.findUnique({ where: { id: call.taskRunId } })
  if (before?.round === call.round && before.state === 'OPEN')
    return { kind: 'open', approval: storedApproval(before), votes: await keptIn(before) }

  const flow = await loadFlow(call.namespace, call.flowId, call.flowRevision)
  const task = findTask(flow, call.taskId)
  if (!task) return impossible(`The flow has no task \`${call.taskId}\`.`)
  const read = await render(call, task)
  if ('impossible' in read) return impossible(read.impossible)
  const { properties } = read
  const stranger = properties.differsFrom.find((id) => !findTask(flow, id))
  if (stranger !== undefined)
    return impossible(`\`rules.differsFrom\` names \`${stranger}\`, and the flow has no such task.`)
  const context = (await loadReferences(call.context, call.executionId)) as JsonObject
  // what a task put out may hold what Postgres does not take
  const shown = JSON.parse(storable(await frozenFor(flow, properties, context))) as Frozen
  const { request } = execution
  const openedAt = new Date()
  const times = await timesFor(properties, openedAt)
  if ('impossible' in times) return times.impossible
  const { flowRevision, round } = call
  const seen = await seenContent(db, { ...shown, flowRevision, round })
  const prepared = { call, request, properties, seen, seenHash: seenHash(seen), openedAt, times }
  const rerun = rerunOf(flow, task)
  const form = inputsOf(flow, task.id).length > 0
  if (properties.autoApprove) {
    if (!before || !gaveItself(before, prepared)) await storeAutomatic(prepared)
    return { kind: 'auto' }
  }
  const decided = await whoDecided(call.executionId, properties.differsFrom, context)
  return freeze({ ...prepared, rerun, form }, request?.requesterId, decided)
}

/** Whether its own rule gave it already, on what it shows now; what people gave is theirs to give again. */
function gaveItself(
  before: { state: string; round: number; seenHash: string; policy: unknown },
  { call, seenHash: now }: { call: TaskCall; seenHash: string },
): boolean {
  const isAutomatic = before.state === 'APPROVED' && policyOf(before.policy).groups.length === 0
  return isAutomatic && before.round === call.round && before.seenHash === now
}

/** When it is due, counted on its calendar. */
async function timesFor(
  { calendar, due, remind }: ApprovalProperties,
  at: Date,
): Promise<Times | { impossible: ApprovalOpened }> {
  const known = calendar === undefined || (await calendarSlugs(db)).has(calendar)
  if (!known) return { impossible: impossible(`There is no business calendar \`${calendar}\`.`) }
  const times = timesOf(await clockFor(db, calendar ?? null), at.getTime(), { due, remind })
  return (
    times ?? {
      impossible: impossible('It would be due on no working day within ten years: look at its calendar.'),
    }
  )
}

/** All of a new approval but its deciders. */
type Prepared = Omit<NewApproval, 'policy' | 'leftOut' | 'contentHash' | 'standing'>

async function freeze(
  { rerun, form, ...prepared }: Prepared & { rerun: NonNullable<Task['rerun']>; form: boolean },
  requesterId: string | undefined,
  before: ReadonlySet<string>,
): Promise<ApprovalOpened> {
  const { properties } = prepared
  const deciders = await findDeciders(db, properties.deciders)
  if ('impossible' in deciders) return impossible(deciders.impossible)
  const { call } = prepared
  const one = await holdersAmong(properties.rules.oneOf, call.namespace)
  if ('impossible' in one) return impossible(one.impossible)
  const whole: Policy = {
    groups: deciders.groups.map((group) => ({
      ...group,
      people: group.people.filter(({ id }) => !before.has(id) && one.may(id)),
    })),
    order: properties.order,
    rules: properties.rules,
    allow: properties.allow,
    labels: properties.labels,
    ...(form ? { form } : {}),
    // without a request there is nobody who could change it
    ...(properties.sendBack && requesterId !== undefined ? { sendBack: properties.sendBack } : {}),
    requesterId: requesterId === undefined ? undefined : await accountOf(db, requesterId),
    ...(before.size > 0 ? { excluded: [...before] } : {}),
  }
  const hash = contentHash(prepared.seen, whole)
  const standing = await standingVotes(db, { ...call, rerun, policy: whole, contentHash: hash })
  const { policy, leftOut } = await withoutMissed(whole, call, standing)
  const problem = deadEnd(policy)
  if (problem !== undefined) {
    const left = before.size > 0 ? `${problem}; who decided before is left out` : problem
    return impossible(one.text === undefined ? left : `${left}; ${one.text}`)
  }
  return {
    kind: 'open',
    approval: await storeApproval({ ...prepared, policy, leftOut, contentHash: hash, standing }),
    votes: await keptIn({ id: call.taskRunId, round: call.round }),
  }
}

/** Without who is away, unless somebody is there for them or their vote stands. */
async function withoutMissed(whole: Policy, call: TaskCall, standing: readonly StandingVote[]) {
  const votes = votesOf(
    standing.map((vote) => ({ ...vote, round: call.round })),
    call.round,
  )
  const away = [...(await whoIsAway(mayDecide(whole))).keys()].filter((id) => !hasVoted(votes, id))
  const manned = await mannedAmong(db, { policy: whole, votes, place: call }, away)
  return withoutAway(whole, new Set(away.filter((id) => !manned.has(id))))
}

/** Whom the rule `oneOf` leaves among the deciders. */
async function holdersAmong(
  names: readonly string[] | undefined,
  namespace: string,
): Promise<{ may(id: string): boolean; text?: string } | { impossible: string }> {
  if (!names) return { may: () => true }
  const found = await holdersOf(db, names, namespace)
  if ('unknown' in found)
    return {
      impossible: `\`rules.oneOf\` names \`${found.unknown}\`, and there is no such role or group`,
    }
  return {
    may: (id) => found.holders.has(id),
    text: `who holds none of ${names.join(', ')} is left out`,
  }
}

/** Votes of earlier rounds that stand in it. */
async function keptIn({ id, round }: { id: string; round: number }): Promise<Vote[]> {
  if (round === 1) return []
  const rows = await db.approvalVote.findMany({
    where: { approvalId: id, keptFrom: { not: null } },
    include: withNames,
    orderBy: { at: 'asc' },
  })
  return votesOf(rows, round)
}

/**
 * Ids of those who voted in these tasks of the execution and of those in whose places they did, whatever they said: as the run itself knows, for the vote that let it go on
 * a moment ago may not be stored yet, and as is stored, for those of earlier rounds.
 */
async function whoDecided(
  executionId: string,
  taskIds: readonly string[],
  context: JsonObject,
): Promise<Set<string>> {
  if (taskIds.length === 0) return new Set()
  const votes = await db.approvalVote.findMany({
    where: { approval: { executionId, taskId: { in: [...taskIds] } } },
    select: { personId: true, onBehalfOfId: true },
  })
  const known = taskIds.flatMap((id) => votesIn(propertyOf(context.outputs, id)))
  const ids = [
    ...known.flatMap((vote) => [
      propertyOf(vote, 'personId'),
      propertyOf(propertyOf(vote, 'onBehalfOf'), 'id'),
    ]),
    ...votes.flatMap(({ personId, onBehalfOfId }) => [personId, onBehalfOfId]),
  ]
  return new Set(ids.filter((id) => typeof id === 'string'))
}

/** Votes in the outputs of an approval; in loops those stand by the values of the loops. */
function votesIn(outputs: Json | undefined): Json[] {
  if (typeof outputs !== 'object' || outputs === null || Array.isArray(outputs)) return []
  const { decision, votes } = outputs
  if (typeof decision === 'string') return Array.isArray(votes) ? votes : []
  return Object.values(outputs).flatMap(votesIn)
}

function propertyOf(value: Json | undefined, name: string): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value[name] : undefined
}

function impossible(message: string): ApprovalOpened {
  return { kind: 'impossible', message }
}

/** The task with the deciders that its matrix says: what the rows say that do not fit is not read, for it may name what is not there. */
async function withChosenDeciders(
  call: TaskCall,
  task: Task,
  rendering: Rendering,
): Promise<{ task: Task; row?: number } | { problem: string }> {
  const { matrix, ...others } = task.properties
  if (!matrixOf(task.properties)) return { task }
  const { rows = [], ...asked } = matrix as JsonObject
  const at = await renderProperties(call, { ...task, properties: asked }, rendering)
  const whole = { ...others, matrix: { ...at, rows } }
  const chosen = chooseDeciders(whole, (value) => value) ?? { problem: 'Who decides is not known' }
  if ('problem' in chosen) return chosen
  const { row, deciders } = chosen
  return { row, task: { ...task, properties: { ...others, deciders } } }
}

type Rendered = { properties: ApprovalProperties } | { impossible: string }

/** A template that cannot be evaluated is the author's mistake; anything else is a failure of the machine and tried again. */
async function render(call: TaskCall, task: Task): Promise<Rendered> {
  const rendering = new Rendering(call)
  try {
    const chosen = await withChosenDeciders(call, task, rendering)
    if ('problem' in chosen) return { impossible: rendering.mask.text(chosen.problem) }
    const rendered = storable(await renderProperties(call, chosen.task, rendering))
    const read = readProperties(task, JSON.parse(rendered) as JsonObject, chosen.row)
    if ('impossible' in read) return { impossible: rendering.mask.text(read.impossible) }
    const { title, message } = read.properties
    const mask = (text: string) => rendering.mask.text(text)
    const masked = { title: inEach(title, mask), message: message && inEach(message, mask) }
    return { properties: { ...read.properties, ...masked } }
  } catch (error) {
    if (error instanceof ExpressionError) return { impossible: rendering.mask.text(error.message) }
    throw error
  }
}
