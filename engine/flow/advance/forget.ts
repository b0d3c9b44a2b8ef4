import type { JsonObject } from '../flow.ts'
import type { Entries, Memory } from './state.ts'
import type { Work } from './work.ts'

/** Forgets what task runs outside of isolated iterations have left: these tasks begin anew. */
export function forget(work: Work, taskIds: ReadonlySet<string>): void {
  const { context } = work.state
  const { recent, each } = context
  const patch: Partial<Memory> = { ...without(context, taskIds) }
  if (recent) patch.recent = without(recent, taskIds)
  if (each && Object.keys(each.depths).some((id) => taskIds.has(id))) {
    patch.each = { ...each, recent: without(each.recent, taskIds) }
    forgetChunks(work, each.chunks, taskIds)
  }
  work.setContext(patch)
}

function forgetChunks(work: Work, count: number, taskIds: ReadonlySet<string>): void {
  if (count === 0) return
  const chunks = { ...work.state.chunks }
  for (let n = 0; n < count; n++) {
    const chunk = chunks[`#${n}`]
    if (chunk) chunks[`#${n}`] = without(chunk, taskIds)
  }
  work.set({ chunks })
}

function without({ outputs, tasks }: Entries, taskIds: ReadonlySet<string>): Entries {
  return { outputs: rest(outputs, taskIds), tasks: rest(tasks, taskIds) }
}

/** The same map where it has none of them. */
function rest(map: JsonObject, taskIds: ReadonlySet<string>): JsonObject {
  const kept = Object.entries(map).filter(([id]) => !taskIds.has(id))
  return kept.length === Object.keys(map).length ? map : Object.fromEntries(kept)
}
