import { judgeChecks } from '#engine/flow/inputs/checks.ts'
import { prefill } from '#engine/flow/inputs/prefill.ts'
import { readInputs } from '#engine/flow/inputs/read-inputs.ts'
import type { Actor } from '#server/actor.ts'
import { inputHost } from '#server/runs/input-host.ts'
import { cardFor } from './catalog.ts'
import { findApp } from './find-app.ts'
import { nextOf } from './next.ts'
import type { AppView, FormState } from './view.ts'

/** Values as a form holds them, by input id. */
export type RawValues = Readonly<Record<string, unknown>>

/**
 * An app's form as it opens.
 * @param given values to begin with, from the address or an earlier request; names that are no inputs are passed over
 * @throws AppError `not-found`
 */
export async function openApp(actor: Actor, id: string, given: RawValues = {}): Promise<AppView> {
  const { app, flow } = await findApp(actor, id)
  const host = inputHost(actor, flow)
  const read = await readInputs(flow, await prefill(flow, given, host), host)
  return {
    ...(await cardFor(actor, app)),
    revision: app.revision,
    flowRevision: flow.revision,
    inputs: flow.inputs,
    states: read.states,
    checks: (await judgeChecks(flow, read, host)).failed,
    next: await nextOf(actor, flow, read.values),
  }
}

/**
 * What the form is told while it is filled in: each input's state, and what happens next with these answers. Starts nothing.
 * @throws AppError `not-found`
 */
export async function validateForm(actor: Actor, id: string, raw: RawValues): Promise<FormState> {
  const { flow } = await findApp(actor, id)
  const host = inputHost(actor, flow)
  const read = await readInputs(flow, raw, host)
  const { failed } = await judgeChecks(flow, read, host)
  return { states: read.states, checks: failed, next: await nextOf(actor, flow, read.values) }
}
