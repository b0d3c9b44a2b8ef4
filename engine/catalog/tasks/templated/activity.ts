import { parse } from 'yaml'
import type { TaskActivity, TaskResult } from '#engine/catalog/host.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import own from './spec.ts'

const templated: TaskActivity<{ spec: string }> = async ({ spec }, host) => {
  const task = readTask(spec)
  if (task === undefined) return failed('`spec` did not render to YAML of a task')
  const names: readonly unknown[] = [own.type, ...own.aliases]
  return names.includes(task.type) ? failed('A templated task cannot make another one') : host.runAs(task)
}

const failed = (message: string): TaskResult => ({ state: 'FAILED', message })

/** Undefined where it is no map that JSON could hold. */
function readTask(text: string): JsonObject | undefined {
  try {
    const read: unknown = JSON.parse(JSON.stringify(parse(text, { maxAliasCount: 20, logLevel: 'error' })))
    return typeof read === 'object' && read !== null && !Array.isArray(read)
      ? (read as JsonObject)
      : undefined
  } catch {
    return undefined
  }
}

export default templated
