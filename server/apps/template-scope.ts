import { visibleContext } from '#engine/flow/advance/context.ts'
import { currentRuns } from '#engine/flow/advance/keep.ts'
import { recordedState } from '#engine/flow/advance/recorded-state.ts'
import type { HostFunctions, Scope } from '#engine/flow/expressions/types.ts'
import { readsOf } from '#engine/flow/expressions/reads.ts'
import type { App, Block } from '#engine/flow/app.ts'
import type { Flow, Json, JsonObject } from '#engine/flow/flow.ts'
import { controls } from '#generated/catalog/controls.ts'
import type { Execution } from '#generated/prisma/client.ts'
import type { Actor } from '#server/actor.ts'
import { db } from '#server/db.ts'
import { env } from '#server/env.ts'
import { loadReferences } from '#server/files/references.ts'
import { localText } from '#engine/flow/local-text.ts'
import { requesterOf } from '#server/people/requester-of.ts'
import { startOf } from '#server/runs/beginning.ts'
import { recordedRun } from '#server/runs/kept-runs.ts'
import { withoutSecrets } from '#server/runs/show-secrets.ts'
import type { Mask } from '#server/secrets/mask.ts'
import { Rendering } from '#server/tasks/rendering.ts'

/** What would show a secret, or reach out each time that somebody looks at a page, is not there. */
const hidden = ['secret', 'encrypt', 'decrypt', 'http', 'errorLogs']
const everything = { whole: true, names: [] }

export interface PageScope {
  scope: Scope
  functions: HostFunctions
  mask: Mask
}

export interface ScopeOf {
  actor: Actor
  app: { uid: string; spec: App }
  flow: Flow
  blocks: readonly Block[]
  /** The form's present answers, while there is no execution. */
  inputs?: JsonObject
  row?: Execution
}

/** What the templates of a page see: no secret, and of the task runs nothing where no template asks for them. */
export async function pageScope({ actor, app, flow, blocks, inputs, row }: ScopeOf): Promise<PageScope> {
  const templates = templatesOf(blocks)
  const rendering = new Rendering({
    executionId: row?.id ?? '',
    namespace: flow.namespace,
    flowId: flow.id,
  })
  const user = requesterOf(actor)
  const seen = row ? await executionContext(flow, row, templates) : openContext(flow, inputs ?? {}, user)
  const scope = await rendering.scope(
    {
      ...seen,
      user,
      app: {
        id: app.spec.id,
        name: localText(app.spec.displayName, actor.language) ?? app.spec.id,
        url: appUrl(app.uid),
      },
    },
    templates,
  )
  const functions = Object.fromEntries(
    Object.entries(rendering.functions).filter(([known]) => !hidden.includes(known)),
  )
  return { scope, functions, mask: rendering.mask }
}

export function appUrl(uid: string): string {
  return `${env().FORMWORK_URL.replace(/\/$/, '')}/apps/${encodeURIComponent(uid)}`
}

function openContext(flow: Flow, inputs: JsonObject, requester: JsonObject): JsonObject {
  const { id, namespace, revision, labels, variables } = flow
  return withoutSecrets({ flow: { id, namespace, revision }, inputs, labels, vars: variables, requester })
}

async function executionContext(flow: Flow, row: Execution, templates: Json): Promise<JsonObject> {
  const program = { flow, controls }
  const asks = asksForTasks(templates)
  const rows = asks
    ? await db.taskRun.findMany({ where: { executionId: row.id }, orderBy: { position: 'asc' } })
    : []
  const state = recordedState(program, await startOf(row), {
    runs: currentRuns(rows.map(recordedRun), row.round),
  })
  const seen = visibleContext(program, state, undefined, everything)
  const outputs = (await loadReferences((row.outputs ?? {}) as JsonObject, row.id)) as JsonObject
  const { execution } = seen
  return withoutSecrets({
    ...seen,
    execution: { ...(isMap(execution) ? execution : {}), id: row.id, state: row.state, outputs },
    outputs: { ...outputs, ...(isMap(seen.outputs) ? seen.outputs : {}) },
  })
}

const isMap = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const ofTasks = new Set(['outputs', 'tasks', 'iterations'])

function asksForTasks(templates: Json): boolean {
  const { whole, names } = readsOf(templates)
  return whole || names.some(([root]) => typeof root === 'string' && ofTasks.has(root))
}

/** All texts of the blocks in one value. */
function templatesOf(blocks: readonly Block[]): Json {
  return blocks.flatMap(({ properties, if: shown, parts = [] }): Json[] => [
    properties,
    shown ?? '',
    ...parts.flatMap(({ label, blocks: inner }) => [label ?? '', templatesOf(inner)]),
  ])
}
