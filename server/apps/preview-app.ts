import type { App, Audience, Moment } from '#engine/flow/app.ts'
import type { JsonObject, Flow } from '#engine/flow/flow.ts'
import { withHelp } from '#engine/flow/inputs/find-options.ts'
import type { Note, Problem } from '#engine/flow/problem.ts'
import type { Execution } from '#generated/prisma/client.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { localText } from '#engine/flow/local-text.ts'
import { markdownToHtml } from '#server/markdown/to-html.ts'
import { can, demand } from '#server/people/can.ts'
import { getRequest } from '#server/requests/get-request.ts'
import { fillIn } from './block-data.ts'
import { defaultBlocks, holds, layoutFor, withoutResume } from './layout-for.ts'
import { openForm, type RawValues } from './open-form.ts'
import { readApp } from './read-app.ts'
import { placesFor } from './places.ts'
import { renderBlocks } from './render-blocks.ts'
import { appUrl, pageScope } from './template-scope.ts'
import type { AppPageView } from './view.ts'

export interface PreviewOf {
  source: string
  moment?: Moment
  as?: Audience
  /** Whose data the page shows; without it the blocks stay empty. */
  executionId?: string
  /** Of the form. */
  values?: RawValues
}

export type PreviewPage = Partial<AppPageView> & {
  blocks: AppPageView['blocks']
  /** `namespace/id` of the first flow, where it is there. */
  flow?: string
  problems: Problem[]
  notes: Note[]
}

/**
 * The page that a source would have at a moment. Saves and starts nothing; a source with problems has no page.
 * @throws AppError `not-found` where the actor may not write apps there
 */
export async function previewApp(actor: Actor, call: PreviewOf): Promise<PreviewPage> {
  const { moment = 'OPEN', as = 'requester', values = {} } = call
  const { app: spec, problems, notes, flows } = await readApp(actor, call.source)
  if (!spec) return { blocks: [], problems, notes }
  demand(actor, 'app:write', { namespace: spec.namespace })
  const [{ namespace, flowId }] = spec.flows
  const flow = flows.get(`${namespace}/${flowId}`)
  if (!flow) return { blocks: [], problems, notes }
  const row = call.executionId === undefined ? undefined : await findExample(actor, flow, call.executionId)
  const form = await openForm(actor, flow, { draft: values })
  const page = await makePage(actor, { spec, flow, row, inputs: form.values, moment, as })
  const { values: _read, ...state } = form
  return {
    ...page,
    flow: `${namespace}/${flowId}`,
    ...(moment === 'OPEN'
      ? {
          form: {
            ...state,
            flow: `${namespace}/${flowId}`,
            flowRevision: flow.revision,
            inputs: withHelp(flow.inputs, markdownToHtml),
            hasButton: (page.blocks ?? []).some(({ type }) => type === 'create-button'),
          },
        }
      : {}),
    problems,
    notes,
  }
}

async function findExample(actor: Actor, flow: Flow, executionId: string): Promise<Execution> {
  const row = await db.execution.findUnique({ where: { id: executionId } })
  const isIts = row?.namespace === flow.namespace && row.flowId === flow.id
  if (!row || !isIts || !can(actor, 'execution:read', { namespace: row.namespace }))
    throw new AppError('not-found', 'There is no such execution of this flow.')
  return row
}

interface Made {
  spec: App
  flow: Flow
  row?: Execution
  inputs: JsonObject
  moment: Moment
  as: Audience
}

async function makePage(
  actor: Actor,
  { spec, flow, row, inputs, moment, as }: Made,
): Promise<Partial<AppPageView> & { blocks: AppPageView['blocks'] }> {
  const uid = await uidOf(spec)
  const written = layoutFor(spec, moment, as) ?? defaultBlocks(moment, as)
  const blocks =
    moment === 'PAUSE' ? withoutResume(written, { mayResume: as === 'decider', asked: false }) : written
  const scope = await pageScope({ actor, app: { uid, spec }, flow, blocks, ...(row ? { row } : { inputs }) })
  const views = await renderBlocks(blocks, { scope, language: actor.language, isEditor: true })
  const request = row?.requestId ? await requestOf(actor, row.requestId) : undefined
  const places = placesFor(actor, { id: uid, publicId: '' })
  await fillIn(views, { reader: actor, appId: uid, places, flow, row, request, readsRuns: as === 'viewer' })
  return {
    app: {
      id: uid,
      displayName: localText(spec.displayName, actor.language) ?? spec.id,
      description: localText(spec.description, actor.language),
      icon: spec.icon,
      tags: spec.tags,
      favourite: false,
      url: appUrl(uid),
      revision: 0,
      ...(spec.theme ? { theme: spec.theme } : {}),
      ...(spec.languages ? { languages: spec.languages } : {}),
    },
    moment,
    ...(row ? { executionId: row.id } : {}),
    blocks: views,
    ...(request ? { request, requestId: request.id } : {}),
    ...(holds(blocks, 'requests') ? { requests: [] } : {}),
    ...(holds(blocks, 'resume-form', 'resume-button')
      ? { resume: { inputs: [], states: [], hasButton: holds(blocks, 'resume-button') } }
      : {}),
    may: { cancel: true, resume: as === 'decider' },
  }
}

async function requestOf(actor: Actor, id: string) {
  try {
    return await getRequest(actor, id)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return undefined
    throw error
  }
}

/** Of the app that the source is of, where it is saved already. */
async function uidOf({ namespace, id }: App): Promise<string> {
  const row = await db.app.findUnique({
    where: { namespace_slug: { namespace, slug: id } },
    select: { id: true },
  })
  return row?.id ?? 'preview'
}
