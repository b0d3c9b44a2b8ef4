import { stringify } from 'yaml'
import type { Flow } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { loadFlow } from '#server/flows/load-flow.ts'
import { titleFromId } from '#server/flows/words.ts'
import { demand } from '#server/people/can.ts'

/**
 * The source of an app that does what the flow's default one does, for an author to begin with.
 * @throws AppError `not-found`
 */
export async function appSourceFor(
  actor: Actor,
  { namespace, flowId }: { namespace: string; flowId: string },
): Promise<string> {
  demand(actor, 'flow:read', { namespace })
  const row = await db.flow.findUnique({ where: { namespace_id: { namespace, id: flowId } } })
  if (!row || row.deleted)
    throw new AppError('not-found', `There is no flow ${namespace}.${flowId}, or you may not see it.`)
  return defaultSource(await loadFlow(namespace, flowId, row.revision))
}

/** A whole app in YAML: the default layout, spelled out. */
export function defaultSource(flow: Pick<Flow, 'id' | 'namespace' | 'displayName' | 'description'>): string {
  const { id, namespace, displayName, description } = flow
  const head = {
    id,
    type: 'app',
    namespace,
    flowId: id,
    displayName: displayName ?? titleFromId(id),
    ...(description === undefined ? {} : { description }),
  }
  return `${stringify(head, { lineWidth: 0 })}${layout}`
}

const layout = `layout:
  - on: OPEN
    blocks:
      - type: create-form
      - type: create-button
        text: { en: Submit, de: Absenden }
  - on: RUNNING
    blocks:
      - type: tracker
  - on: SUCCESS
    blocks:
      - type: tracker
      - type: outputs
  - on: FALLBACK
    blocks:
      - type: tracker
`
