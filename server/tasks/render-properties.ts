import { renderAsync } from '#engine/flow/expressions/render.ts'
import type { HostFunctions, Scope } from '#engine/flow/expressions/types.ts'
import type { JsonObject, Task } from '#engine/flow/flow.ts'
import { taskSpecs } from '#generated/catalog/specs.ts'
import { httpFunction } from './http-function.ts'
import { resumeUrlFunction } from './resume-url.ts'
import { Rendering } from './rendering.ts'
import type { TaskCall } from './types.ts'

/**
 * A task's own properties with every template evaluated, for people to read: secrets are stars.
 * @throws ExpressionError for the author's mistake
 */
export async function renderProperties(
  call: TaskCall,
  task: Task,
  rendering = new Rendering(call),
): Promise<JsonObject> {
  const clear = await renderClear(call, task, rendering)
  return rendering.mask.json(clear) as JsonObject
}

/** The same in clear, for the task's own code; what it evaluates itself, item by item, stays as it is written. */
export async function renderClear(call: TaskCall, task: Task, rendering: Rendering): Promise<JsonObject> {
  const { own, perItem } = parted(task)
  const rendered = await renderAsync(
    own,
    await scopeOf(call, { task, own }, rendering),
    functionsOf(call, rendering),
  )
  return { ...(rendered as JsonObject), ...perItem }
}

/** What the task sees, and what its type says besides. */
function scopeOf(
  { context }: TaskCall,
  { task, own }: { task: Task; own: JsonObject },
  rendering: Rendering,
): Promise<Scope> {
  return rendering.scope({ ...context, ...taskSpecs[task.type]?.variables }, own)
}

function parted({ type, properties }: Task): { own: JsonObject; perItem: JsonObject } {
  const names = taskSpecs[type]?.perItem ?? []
  const entries = Object.entries(properties)
  return {
    own: Object.fromEntries(entries.filter(([name]) => !names.includes(name))),
    perItem: Object.fromEntries(entries.filter(([name]) => names.includes(name))),
  }
}

function functionsOf(call: TaskCall, { functions }: Rendering): HostFunctions {
  return { ...functions, http: httpFunction, resumeUrl: resumeUrlFunction(call) }
}

/** Evaluates templates of a task for one item after the other; what the task sees is read once. */
export function itemRenderer(
  call: TaskCall,
  rendering: Rendering,
): (template: string, item: Readonly<Record<string, unknown>>) => Promise<string> {
  const functions = functionsOf(call, rendering)
  let scope: Promise<Scope> | undefined
  return async (template, item) => {
    scope ??= rendering.scope(call.context, template)
    const { variables, ...rest } = await scope
    const rendered = await renderAsync(template, { ...rest, variables: { ...variables, ...item } }, functions)
    return String(rendered)
  }
}
