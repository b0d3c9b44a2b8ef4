import { controls } from '#generated/catalog/controls.ts'
import { advance, begin } from '../flow/advance/advance.ts'
import { visibleContext } from '../flow/advance/context.ts'
import { interrupted } from '../flow/advance/rebuild.ts'
import { semantics } from '../flow/advance/semantics.ts'
import { decide } from '../flow/approvals/decide.ts'
import { limits } from './limits.ts'
import type { RunInput } from './messages.ts'
import { play } from './play.ts'

/** One execution. Its workflow id is the execution's id. */
export async function runFlow(input: RunInput): Promise<void> {
  await play(input, { semantics, controls, begin, advance, interrupted, decide, visibleContext }, limits)
}
