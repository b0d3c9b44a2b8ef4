import { allTasks } from '#engine/flow/find-task.ts'
import { vocabulary } from '#generated/catalog/vocabulary.ts'
import { filters, functions } from '#engine/flow/expressions/words.ts'
import type { Flow } from '#engine/flow/flow.ts'
import { sourceJson } from '#engine/flow/parse/source-json.ts'
import type { Json, JsonObject } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { can, demand, namespacesOf } from '#server/people/can.ts'
import { inheritedSecrets } from '#server/secrets/read-secrets.ts'
import { compile } from './compile.ts'

/** Kestra's shape: texts that may stand in a template, by category. */
export interface ExpressionContext {
  categories: Record<string, string[]>
}

const executionContext = [
  'execution.id',
  'execution.startDate',
  'execution.originalId',
  'flow.id',
  'flow.namespace',
  'flow.revision',
  'task.id',
  'task.type',
  'taskrun.id',
  'taskrun.startDate',
  'taskrun.attemptsCount',
  'taskrun.parentId',
  'taskrun.value',
]

/**
 * What the templates of a source may name. A source with problems names its inputs and variables all the same.
 * @throws AppError `forbidden` for who may read flows nowhere
 */
export async function expressionsFor(
  actor: Actor,
  source: string,
  taskId?: string,
): Promise<ExpressionContext> {
  const roots = namespacesOf(actor, 'flow:read')
  if (roots !== 'all' && roots.length === 0) demand(actor, 'flow:read')
  const { flow } = await compile(source)
  const written = sourceJson(source) ?? {}
  return {
    categories: {
      taskOutputs: flow ? taskOutputs(flow, taskId) : [],
      executionContext,
      inputs: idsIn(written.inputs).map((id) => `inputs.${id}`),
      variables: Object.keys(mapOf(written.variables)).map((name) => `vars.${name}`),
      secrets: await secretsFor(actor, written.namespace),
      kvPairs: [],
      namespaceFiles: [],
      filters: filters.map(({ name }) => name),
      functions: functions.map(({ name }) => `${name}()`),
      appContext: ['requester.email', 'requester.name'],
    },
  }
}

/** Of the tasks before the one that asks; of all where none asks. */
function taskOutputs(flow: Flow, taskId: string | undefined): string[] {
  const tasks = [...allTasks(flow)]
  const end = taskId === undefined ? -1 : tasks.findIndex(({ id }) => id === taskId)
  return (end < 0 ? tasks : tasks.slice(0, end)).flatMap(({ id, type }) => {
    const names = Object.keys(vocabulary.tasks.get(type)?.outputs.shape ?? {})
    const of = /^[a-zA-Z_]\w*$/.test(id) ? `outputs.${id}` : `outputs['${id}']`
    return names.map((name) => `${of}.${name}`)
  })
}

function mapOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}

function idsIn(list: unknown): string[] {
  return (Array.isArray(list) ? list : []).flatMap((item: unknown) => {
    const { id, name } = mapOf(item)
    return typeof id === 'string' ? [id] : typeof name === 'string' ? [name] : []
  })
}

/** Names only, where the actor may see them. */
async function secretsFor(actor: Actor, namespace: Json | undefined): Promise<string[]> {
  if (typeof namespace !== 'string' || !can(actor, 'secret:read', { namespace })) return []
  const keys = Object.values(await inheritedSecrets(actor, namespace)).flat()
  return [...new Set(keys)].map((key) => `secret('${key}')`)
}
