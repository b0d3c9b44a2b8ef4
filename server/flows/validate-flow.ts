import { parseFlow } from '#engine/flow/parse/parse-flow.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import type { Actor } from '#server/actor.ts'
import { demand, namespacesOf } from '#server/people/can.ts'
import type { Validation } from './view.ts'

/**
 * Every problem of a source with its place; publishes nothing.
 * @throws AppError `forbidden` for who may read flows nowhere
 */
export function validateFlow(actor: Actor, source: string): Validation & { namespace?: string; id?: string } {
  const roots = namespacesOf(actor, 'flow:read')
  if (roots !== 'all' && roots.length === 0) demand(actor, 'flow:read')
  const { flow, problems } = parseFlow(source, vocabulary)
  return { problems, namespace: flow?.namespace, id: flow?.id }
}
