import type { Block } from '#engine/flow/app.ts'
import type { BlockView } from '#engine/flow/app-page.ts'
import type { Flow, JsonObject } from '#engine/flow/flow.ts'
import { forForm } from '#engine/flow/inputs/find-options.ts'
import type { Actor } from '#server/actor.ts'
import { localText } from '#engine/flow/local-text.ts'
import { titleFromId } from '#server/flows/words.ts'
import { markdownToHtml } from '#server/markdown/to-html.ts'
import { can } from '#server/people/can.ts'
import { fillIn, needsOf } from './block-data.ts'
import { earlierRequests, executionPage, pageApp } from './execution-page.ts'
import { demandOpen, findUsable, flowsFor, noApp, type UsableApp } from './find-app.ts'
import { defaultBlocks, holds, layoutFor } from './layout-for.ts'
import { openForm, type Beginning } from './open-form.ts'
import { placesFor } from './places.ts'
import { renderBlocks } from './render-blocks.ts'
import { seenBy } from './seen-by.ts'
import { pageScope } from './template-scope.ts'
import type { AppPageView, FlowChoice } from './view.ts'

export interface OpenPage extends Beginning {
  /** Of several flows: `namespace/id`, or its id. */
  flow?: string
}

/**
 * The page of an app as it opens: the form with its blocks, the choice of a flow before it where there are several, or the execution
 * that the app shows.
 * @throws AppError `not-found`; `conflict` before and after its time
 */
export async function openPage(
  actor: Actor,
  id: string,
  { flow: wanted, ...beginning }: OpenPage = {},
): Promise<AppPageView> {
  const usable = await findUsable(actor, id)
  const { spec } = usable
  if (spec.executionId !== undefined) return executionPage(actor, id, spec.executionId)
  demandOpen(spec)
  const flows = await flowsFor(spec, wanted)
  const [flow] = flows
  if (!flow) throw noApp()
  if (spec.flows.length > 1 && wanted === undefined)
    return {
      app: await pageApp(actor, usable),
      moment: 'OPEN',
      blocks: [],
      flows: flows.map((one) => choiceOf(usable, one, actor.language)),
      may: { cancel: false, resume: false },
    }
  return formPage(actor, usable, { flow, beginning })
}

function choiceOf({ spec }: UsableApp, flow: Flow, language: string): FlowChoice {
  const { namespace, id } = flow
  const named = spec.flows.find((one) => one.namespace === namespace && one.flowId === id)
  const description = localText(named?.description ?? flow.description, language)
  return {
    id: `${namespace}/${id}`,
    displayName: localText(named?.displayName ?? flow.displayName, language) ?? titleFromId(id),
    ...(description === undefined ? {} : { description: markdownToHtml(description) }),
  }
}

async function formPage(
  actor: Actor,
  usable: UsableApp,
  { flow, beginning }: { flow: Flow; beginning: Beginning },
): Promise<AppPageView> {
  const { app, spec } = usable
  const form = await openForm(actor, flow, { ...beginning, allowed: spec.prefill })
  const blocks = openBlocks(actor, usable)
  const views = await openViews(actor, usable, { flow, blocks, inputs: form.values })
  const { values: _read, ...state } = form
  return {
    app: await pageApp(actor, usable),
    moment: 'OPEN',
    blocks: views,
    form: {
      ...state,
      flow: `${flow.namespace}/${flow.id}`,
      flowRevision: flow.revision,
      inputs: forForm(flow.inputs, markdownToHtml),
      hasButton: holds(blocks, 'create-button'),
    },
    may: { cancel: false, resume: false },
    ...(needsOf(views).has('requests') ? { requests: await earlierRequests(actor, app.id, views) } : {}),
  }
}

function openBlocks(actor: Actor, { spec }: UsableApp): Block[] {
  return seenBy(actor, layoutFor(spec, 'OPEN', 'requester') ?? defaultBlocks('OPEN', 'requester'))
}

interface Opened {
  flow: Flow
  blocks: readonly Block[]
  inputs: JsonObject
}

async function openViews(
  actor: Actor,
  { app, spec }: UsableApp,
  { flow, blocks, inputs }: Opened,
): Promise<BlockView[]> {
  const scope = await pageScope({ actor, app: { uid: app.id, spec }, flow, blocks, inputs })
  const isEditor = can(actor, 'app:write', { namespace: app.namespace })
  const views = await renderBlocks(blocks, { scope, language: actor.language, isEditor })
  const places = placesFor(actor, app)
  await fillIn(views, { reader: actor, appId: app.id, places, flow, readsRuns: false })
  return views
}

/** The blocks whose texts follow the answers, while the form is filled in; undefined where none does. */
export async function liveBlocks(
  actor: Actor,
  usable: UsableApp,
  { flow, inputs }: { flow: Flow; inputs: JsonObject },
): Promise<BlockView[] | undefined> {
  const blocks = openBlocks(actor, usable)
  if (!JSON.stringify(blocks).includes('{{') && !JSON.stringify(blocks).includes('{%')) return undefined
  return openViews(actor, usable, { flow, blocks, inputs })
}
