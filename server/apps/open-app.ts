import { judgeChecks } from '#engine/flow/inputs/checks.ts'
import { findOptions, forForm, type OptionSearch } from '#engine/flow/inputs/find-options.ts'
import { readInputs } from '#engine/flow/inputs/read-inputs.ts'
import type { FoundOptions } from '#engine/flow/inputs/types.ts'
import type { Actor } from '#server/actor.ts'
import { foundOptions } from '#server/runs/found-options.ts'
import { inputHost } from '#server/runs/input-host.ts'
import { markdownToHtml } from '#server/markdown/to-html.ts'
import { cardFor } from './catalog.ts'
import { findApp } from './find-app.ts'
import { nextOf } from './next.ts'
import { openForm, type Beginning, type RawValues } from './open-form.ts'
import { liveBlocks } from './open-page.ts'
import type { AppView, FormState } from './view.ts'

/**
 * An app's form as it opens.
 * @throws AppError `not-found`
 */
export async function openApp(actor: Actor, id: string, beginning: Beginning = {}): Promise<AppView> {
  const { app, spec, flow } = await findApp(actor, id)
  const { values: _read, ...form } = await openForm(actor, flow, { ...beginning, allowed: spec.prefill })
  return {
    ...(await cardFor(actor, app)),
    revision: app.revision,
    flowRevision: flow.revision,
    inputs: forForm(flow.inputs, markdownToHtml),
    ...form,
  }
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
  { values, search, flow: wanted }: { values: RawValues; search: OptionSearch; flow?: string },
): Promise<FoundOptions> {
  const { flow } = await findApp(actor, id, wanted)
  return foundOptions(await findOptions(flow, values, { host: inputHost(actor, flow), search }))
}
