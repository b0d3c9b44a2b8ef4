import type { Flow, JsonObject } from '#engine/flow/flow.ts'
import { judgeChecks } from '#engine/flow/inputs/checks.ts'
import { leavesOf } from '#engine/flow/inputs/flatten.ts'
import { prefill } from '#engine/flow/inputs/prefill.ts'
import { readInputs } from '#engine/flow/inputs/read-inputs.ts'
import { checks } from '#generated/catalog/checks.ts'
import type { Actor } from '#server/actor.ts'
import { inputHost } from '#server/runs/input-host.ts'
import { nextOf } from './next.ts'
import type { FormState } from './view.ts'

/** Values as a form holds them, by input id. */
export type RawValues = Readonly<Record<string, unknown>>

/** What a form begins with; names that are no inputs are passed over. */
export interface Beginning {
  /** As an address carries them. */
  link?: RawValues
  /** Of a draft: then the address fills in nothing. */
  draft?: RawValues
}

interface Opening extends Beginning {
  /** The only inputs that an address may fill in; absent: all of them. */
  allowed?: readonly string[]
}

/** A form as it opens, with what was read of its values. */
export interface OpenedForm extends FormState {
  values: JsonObject
  /** Ids of the inputs that the address filled in. */
  fromLink: string[]
}

/** What a form of the flow opens with. */
export async function openForm(
  actor: Actor,
  flow: Flow,
  { link = {}, draft, allowed }: Opening,
): Promise<OpenedForm> {
  const host = inputHost(actor, flow)
  const fromLink = draft ? {} : linkable(flow, link, allowed)
  const read = await readInputs(flow, await prefill(flow, draft ?? fromLink, host), host)
  return {
    states: read.states,
    values: read.values,
    checks: (await judgeChecks(flow, read, host)).failed,
    next: await nextOf(actor, flow, read.values),
    fromLink: Object.keys(fromLink),
  }
}

/** What a link may fill in: never a secret, which would stand in its address, nor a file. */
function linkable(flow: Flow, link: RawValues, allowed: readonly string[] | undefined): RawValues {
  const open = leavesOf(flow.inputs).filter(({ id, type }) => {
    const check = checks[type]
    const isOpen = check && !check.secret && !check.upload && !check.computed
    return isOpen && (allowed?.includes(id) ?? true)
  })
  return Object.fromEntries(open.flatMap(({ id }) => (Object.hasOwn(link, id) ? [[id, link[id]]] : [])))
}
