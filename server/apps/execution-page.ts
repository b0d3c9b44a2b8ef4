import type { App, Audience } from '#engine/flow/app.ts'
import { prefill } from '#engine/flow/inputs/prefill.ts'
import { readInputs } from '#engine/flow/inputs/read-inputs.ts'
import { isTerminal, type Flow, type State } from '#engine/flow/flow.ts'
import type { Execution } from '#generated/prisma/client.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { can } from '#server/people/can.ts'
import { findRequest, seesRequest } from '#server/requests/find-request.ts'
import { getRequest } from '#server/requests/get-request.ts'
import { listRequests } from '#server/requests/list-requests.ts'
import { inputHost } from '#server/runs/input-host.ts'
import { pausedRun, seenByAsked } from '#server/runs/paused-run.ts'
import type { HistoryEntry } from '#server/runs/state-rules.ts'
import { written } from '#server/runs/written.ts'
import { allBlocks, fillIn, needsOf } from './block-data.ts'
import { cardFor } from './catalog.ts'
import { loadApp } from './compiled-app.ts'
import type { AppRecord } from './find-app.ts'
import { findSeen, type SeenExecution } from './find-seen.ts'
import { defaultBlocks, holds, layoutFor, momentOf, withoutResume } from './layout-for.ts'
import { mayResume } from './may-resume.ts'
import { placesFor } from './places.ts'
import { renderBlocks } from './render-blocks.ts'
import { seenBy } from './seen-by.ts'
import { appUrl, pageScope } from './template-scope.ts'
import type { AppPageView, ResumeForm } from './view.ts'

/** The page of an app's execution. @throws AppError `not-found` */
export async function executionPage(actor: Actor, appId: string, executionId: string): Promise<AppPageView> {
  return pageFor(actor, await findSeen(actor, appId, executionId))
}

/**
 * The page that a request's app has for its present moment, for those who may see the request.
 * @returns undefined where the app has no layout for it: the tracker stands alone
 * @param token of a guest's link: by it their browser finds the files
 * @throws AppError `not-found`
 */
export async function pageOfRequest(
  actor: Actor,
  requestId: string,
  token?: string,
): Promise<AppPageView | undefined> {
  const { app: found, currentExecutionId, requesterId } = await findRequest(actor, requestId)
  if (!found) return undefined
  const [app, row] = await Promise.all([
    db.app.findUnique({ where: { id: found.id } }),
    db.execution.findUnique({ where: { id: currentExecutionId } }),
  ])
  if (!app || !row) return undefined
  const spec = await loadApp(app.id, app.revision)
  const seen = { app, spec, row, requesterId }
  if (!spec.layout || !layoutFor(spec, momentFor(row), audienceOf(actor, seen))) return undefined
  return pageFor(actor, seen, token)
}

function momentFor(row: Execution) {
  const histories = written<HistoryEntry[]>(row.histories)
  return momentOf(
    row.state as State,
    histories.some(({ state }) => state === 'PAUSED'),
  )
}

function audienceOf(actor: Actor, { spec, row, requesterId }: Omit<SeenExecution, 'app'>): Audience {
  if (row.state === 'PAUSED' && mayResume(actor, { spec, namespace: row.namespace, requesterId }))
    return 'decider'
  return requesterId === actor.id ? 'requester' : 'viewer'
}

/** Waiting approvals, and whether the actor decides in them. */
async function openApprovals(actor: Actor, executionId: string) {
  const rows = await db.approval.findMany({
    where: { executionId, state: 'OPEN' },
    select: {
      id: true,
      title: true,
      deciders: { where: { personId: actor.id }, select: { personId: true } },
    },
    orderBy: { createdAt: 'asc' },
  })
  return rows.map(({ id, title, deciders }) => ({ id, title, decides: deciders.length > 0 }))
}

/** Makes the page; who calls knows that the actor may see it. @param token of a guest's link */
export async function pageFor(actor: Actor, seen: SeenExecution, token?: string): Promise<AppPageView> {
  const { app, spec, row, requesterId } = seen
  const flow = await loadFlow(row.namespace, row.flowId, row.flowRevision)
  const moment = momentFor(row)
  const approvals = row.state === 'PAUSED' ? await openApprovals(actor, row.id) : []
  const decides = approvals.some((one) => one.decides)
  const resumes = row.state === 'PAUSED' && mayResume(actor, { spec, namespace: row.namespace, requesterId })
  const audience = decides ? 'decider' : audienceOf(actor, seen)
  const asked = approvals.length > 0
  const whole = layoutFor(spec, moment, audience) ?? defaultBlocks(moment, audience)
  const shown = withoutResume(whole, { mayResume: asked ? decides : resumes, asked })
  const blocks = seenBy(actor, shown)
  const isEditor = can(actor, 'app:write', { namespace: app.namespace })
  const scope = await pageScope({ actor, app: { uid: app.id, spec }, flow, blocks, row })
  const views = await renderBlocks(blocks, { scope, language: actor.language, isEditor })
  const needs = needsOf(views)
  const follows = ['tracker', 'approvals', 'comments', 'failure', 'cancel'] as const
  const isOwn = row.requestId !== null && (await seesRequest(actor, row.requestId))
  const request =
    isOwn && row.requestId !== null && follows.some((need) => needs.has(need))
      ? await getRequest(actor, row.requestId)
      : undefined
  const readsRuns = can(actor, 'execution:read', { namespace: row.namespace })
  const link = token && row.requestId ? { token, requestId: row.requestId } : undefined
  const places = placesFor(actor, app, link)
  await fillIn(views, { reader: actor, appId: app.id, places, flow, row, request, readsRuns })
  const resume = resumes && !asked && needs.has('resume') ? await resumeForm(actor, { row, flow }) : undefined
  return {
    app: await pageApp(actor, { app, spec }),
    moment,
    executionId: row.id,
    requestId: isOwn ? (row.requestId ?? undefined) : undefined,
    blocks: views,
    ...(resume ? { resume: { ...resume, hasButton: holds(blocks, 'resume-button') } } : {}),
    may: {
      cancel: !isTerminal(row.state as State) && (resumes || mayCancel(actor, row, request?.may.withdraw)),
      resume: resumes && !asked,
    },
    ...(request ? { request } : {}),
    ...(needs.has('approvals') ? { approvals } : {}),
    ...(needs.has('requests') ? { requests: await earlierRequests(actor, app.id, views) } : {}),
  }
}

function mayCancel(actor: Actor, row: Execution, withdraw = false): boolean {
  return withdraw || can(actor, 'execution:kill', { namespace: row.namespace })
}

/** What the frame of a page needs of its app. */
export async function pageApp(
  actor: Actor,
  { app, spec }: { app: AppRecord; spec: App },
): Promise<AppPageView['app']> {
  const { theme, languages } = spec
  return {
    ...(await cardFor(actor, app)),
    url: appUrl(app.id),
    revision: app.revision,
    ...(theme ? { theme: withAddress(theme, app.id) } : {}),
    ...(languages ? { languages } : {}),
  }
}

/** The logo as an address that a browser can show. */
function withAddress(theme: NonNullable<App['theme']>, appId: string): NonNullable<App['theme']> {
  if (theme.logo === undefined) return theme
  const name = encodeURIComponent(theme.logo)
  return { ...theme, logo: `/api/v1/apps/view/${encodeURIComponent(appId)}/picture?name=${name}` }
}

/** As many as the block that wants most of them shows. */
export async function earlierRequests(actor: Actor, appId: string, views: AppPageView['blocks']) {
  const limits = allBlocks(views).flatMap(({ type, properties }) =>
    type === 'requests' && typeof properties.limit === 'number' ? [properties.limit] : [],
  )
  return (await listRequests(actor, { app: appId, size: Math.max(1, ...limits) })).results
}

async function resumeForm(
  actor: Actor,
  { row, flow }: { row: Execution; flow: Flow },
): Promise<Omit<ResumeForm, 'hasButton'> | undefined> {
  try {
    const paused = await pausedRun(row)
    const runs = await db.taskRun.findMany({ where: { executionId: row.id, state: 'SUCCESS' } })
    const outputs = Object.fromEntries(
      runs.flatMap((run) => (run.outputs ? [[run.taskId, run.outputs]] : [])),
    )
    const host = inputHost(actor, flow, seenByAsked(row, JSON.parse(JSON.stringify(outputs))))
    const asked = { ...flow, inputs: paused.inputs }
    const { states } = await readInputs(asked, await prefill(asked, {}, host), host)
    return { taskRunId: paused.taskRunId, inputs: paused.inputs, states }
  } catch (error) {
    // it went on a moment ago: the page is asked for again
    if (error instanceof AppError && error.code === 'conflict') return undefined
    throw error
  }
}
