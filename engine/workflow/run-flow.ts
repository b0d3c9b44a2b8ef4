import { controls } from '#generated/catalog/controls.ts'
import { advanceInPlace, begin } from '../flow/advance/advance.ts'
import { visibleContext } from '../flow/advance/context.ts'
import { resumable } from '../flow/advance/hold.ts'
import { innerCall } from '../flow/advance/inner.ts'
import { interrupted } from '../flow/advance/rebuild.ts'
import { resubmittable } from '../flow/approvals/resubmit.ts'
import { semantics } from '../flow/advance/semantics.ts'
import { amend } from '../flow/approvals/amend.ts'
import { decide, retract } from '../flow/approvals/decide.ts'
import { limits } from './limits.ts'
import type { RunInput } from './messages.ts'
import { play } from './play.ts'

/** One execution. Its workflow id is the execution's id. */
export async function runFlow(input: RunInput): Promise<void> {
  await play(
    input,
    {
      semantics,
      controls,
      begin,
      advance: advanceInPlace,
      interrupted,
      decide,
      retract,
      amend,
      resubmittable,
      resumable,
      innerCall,
      visibleContext,
    },
    limits,
  )
}
