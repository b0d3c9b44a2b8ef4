import type { Flow, Json } from '../flow.ts'
import { holdsTemplate } from '../dynamic.ts'
import { leavesOf } from './flatten.ts'
import { rawOf } from './nested.ts'
import type { InputHost } from './types.ts'

/**
 * What a form opens with: what was given (an address, a draft), else each input's `prefill`. A prefill that cannot be rendered
 * yet, because it reads an input that nobody answered, is left out.
 */
export async function prefill(
  flow: Pick<Flow, 'inputs'>,
  given: Readonly<Record<string, unknown>>,
  host: Pick<InputHost, 'render'>,
): Promise<Record<string, unknown>> {
  const raw: Record<string, unknown> = { ...given }
  for (const input of leavesOf(flow.inputs)) {
    if (input.prefill === undefined || rawOf(given, input.id) !== undefined) continue
    const value = await rendered(input.prefill, host)
    if (value !== undefined) raw[input.id] = value
  }
  return raw
}

async function rendered(source: Json, host: Pick<InputHost, 'render'>): Promise<Json | undefined> {
  if (!holdsTemplate(source)) return source
  try {
    return await host.render(source, {})
  } catch {
    return undefined
  }
}
