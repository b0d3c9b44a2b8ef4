import type { Flow } from '#engine/flow/flow.ts'
import { judgeChecks } from '#engine/flow/inputs/checks.ts'
import { findOptions, forForm, type OptionSearch } from '#engine/flow/inputs/find-options.ts'
import { leavesOf } from '#engine/flow/inputs/flatten.ts'
import { prefill } from '#engine/flow/inputs/prefill.ts'
import { readInputs } from '#engine/flow/inputs/read-inputs.ts'
import type { FoundOptions } from '#engine/flow/inputs/types.ts'
import { checks } from '#generated/catalog/checks.ts'
import type { Actor } from '#server/actor.ts'
import { foundOptions } from '#server/runs/found-options.ts'
import { inputHost } from '#server/runs/input-host.ts'
import { cardFor } from './catalog.ts'
import { findApp } from './find-app.ts'
import { nextOf } from './next.ts'
import { liveBlocks } from './open-page.ts'
import type { AppView, FormState } from './view.ts'

/** Values as a form holds them, by input id. */
export type RawValues = Readonly<Record<string, unknown>>

/** What a form begins with; names that are no inputs are passed over. */
interface Beginning {
  /** As an address carries them. */
  link?: RawValues
  /** Of a draft: then the address fills in nothing. */
  draft?: RawValues
}

/**
 * An app's form as it opens.
 * @throws AppError `not-found`
 */
export async function openApp(
  actor: Actor,
  id: string,
  { link = {}, draft }: Beginning = {},
): Promise<AppView> {
  const { app, flow } = await findApp(actor, id)
  const host = inputHost(actor, flow)
  const fromLink = draft ? {} : linkable(flow, link)
  const given = draft ?? fromLink
  const read = await readInputs(flow, await prefill(flow, given, host), host)
  return {
    ...(await cardFor(actor, app)),
    revision: app.revision,
    flowRevision: flow.revision,
    inputs: forForm(flow.inputs),
    states: read.states,
    checks: (await judgeChecks(flow, read, host)).failed,
    next: await nextOf(actor, flow, read.values),
    fromLink: Object.keys(fromLink),
  }
}

/** What a link may fill in: never a secret, which would stand in its address, nor a file. */
function linkable(flow: Flow, link: RawValues): RawValues {
  const open = leavesOf(flow.inputs).filter(({ type }) => {
    const check = checks[type]
    return check && !check.secret && !check.upload && !check.computed
  })
  return Object.fromEntries(open.flatMap(({ id }) => (Object.hasOwn(link, id) ? [[id, link[id]]] : [])))
}

/**
 * What the form is told while it is filled in: each input's state, and what happens next with these answers. Starts nothing.
 * @throws AppError `not-found`
 */
export function validateForm(actor: Actor, id: string, raw: RawValues): Promise<FormState> {
  return validateFlowForm(actor, id, { values: raw })
}

/** The same of one of several flows. @throws AppError `not-found` */
export async function validateFlowForm(
  actor: Actor,
  id: string,
  { values: raw, flow: wanted }: { values: RawValues; flow?: string },
): Promise<FormState> {
  const { flow, ...usable } = await findApp(actor, id, wanted)
  const host = inputHost(actor, flow)
  const read = await readInputs(flow, raw, host)
  const { failed } = await judgeChecks(flow, read, host)
  const blocks = await liveBlocks(actor, usable, { flow, inputs: read.values })
  return {
    states: read.states,
    checks: failed,
    next: await nextOf(actor, flow, read.values),
    ...(blocks ? { blocks } : {}),
  }
}

/**
 * Options of one input of the form that fit a text, people and groups among them: only what this input offers with these answers.
 * @throws AppError `not-found`, also for an input that is hidden or has no options
 */
export async function searchFormOptions(
  actor: Actor,
  id: string,
  { values, search }: { values: RawValues; search: OptionSearch },
): Promise<FoundOptions> {
  const { flow } = await findApp(actor, id)
  return foundOptions(await findOptions(flow, values, { host: inputHost(actor, flow), search }))
}
