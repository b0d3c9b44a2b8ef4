import type { Flow } from '#engine/flow/flow.ts'
import { namedRevision } from '#server/flows/load-flow.ts'

/** The revision that an open form was made from; where it is not said, or gone, the newest. */
export async function flowOfForm(newest: Flow, revision: number | undefined): Promise<Flow> {
  if (revision === undefined || revision === newest.revision) return newest
  return (await namedRevision(newest.namespace, newest.id, revision)) ?? newest
}
