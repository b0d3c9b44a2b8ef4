import type { JsonObject, Task } from '../flow.ts'
import { partsBranch } from '../parts.ts'
import type { TaskSpec } from '../spec.ts'
import { readsIn, type Context } from './context.ts'

/** The tasks that a type plays by itself, as its only branch; undefined for a type without parts. */
export function partsOf(
  { report, taskIds, vocabulary }: Context,
  spec: TaskSpec,
  whole: { id: string; properties: JsonObject },
): Task['branches'] | undefined {
  if (!spec.parts) return undefined
  const tasks = spec.parts.map((name, index): Task => {
    const id = `${whole.id}_${name}`
    const part = vocabulary.parts.get(`${spec.type}.${name}`)
    if (!part) throw new Error(`The catalog has no part ${name} of ${spec.type}`)
    const offset = taskIds.get(whole.id) ?? 0
    if (taskIds.has(id))
      report.add('duplicate-id', `Duplicate task id with name [${id}]: the task \`${whole.id}\` needs it`, {
        path: ['tasks'],
        offset,
      })
    else taskIds.set(id, offset)
    const before = spec.parts?.[index - 1]
    const given: JsonObject = { ...whole.properties, ...(before ? { from: `${whole.id}_${before}` } : {}) }
    const known = new Set(Object.keys(part.properties.shape))
    const properties = Object.fromEntries(Object.entries(given).filter(([key]) => known.has(key)))
    return {
      id,
      type: part.type,
      mode: part.mode,
      properties,
      reads: readsIn(properties),
      disabled: false,
      allowFailure: false,
      allowWarning: false,
      branches: {},
      errors: [],
      finally: [],
    }
  })
  return { [partsBranch]: tasks }
}
