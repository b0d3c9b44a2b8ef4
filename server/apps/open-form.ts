import type { Flow, JsonObject } from '#engine/flow/flow.ts'
import { judgeChecks } from '#engine/flow/inputs/checks.ts'
import { prefill } from '#engine/flow/inputs/prefill.ts'
import { readInputs } from '#engine/flow/inputs/read-inputs.ts'
import type { Actor } from '#server/actor.ts'
import { inputHost } from '#server/runs/input-host.ts'
import { nextOf } from './next.ts'
import type { FormState } from './view.ts'

/** Values as a form holds them, by input id. */
export type RawValues = Readonly<Record<string, unknown>>

/** What a form opens with. @param allowed the only inputs that may be given values to begin with */
export async function openForm(
  actor: Actor,
  flow: Flow,
  { given, allowed }: { given: RawValues; allowed?: readonly string[] },
): Promise<FormState & { values: JsonObject }> {
  const host = inputHost(actor, flow)
  const taken = allowed
    ? Object.fromEntries(Object.entries(given).filter(([name]) => allowed.includes(name)))
    : given
  const read = await readInputs(flow, await prefill(flow, taken, host), host)
  return {
    states: read.states,
    values: read.values,
    checks: (await judgeChecks(flow, read, host)).failed,
    next: await nextOf(actor, flow, read.values),
  }
}
