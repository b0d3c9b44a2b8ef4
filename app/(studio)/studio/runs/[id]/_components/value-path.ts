import type { Json } from '#engine/flow/flow.ts'

const plainName = /^[A-Za-z_]\w*$/

/** The expression of a member, from that of the whole. */
export function stepTo(path: string | undefined, name: string | number): string | undefined {
  if (path === undefined) return undefined
  if (typeof name === 'number') return `${path}[${String(name)}]`
  return plainName.test(name) ? `${path}.${name}` : `${path}['${name.replaceAll("'", "\\'")}']`
}

/** Whether a name, a value or anything in it holds a text, in either case. */
export function within(name: string, value: Json, wanted: string): boolean {
  if (wanted === '') return true
  if (name.toLowerCase().includes(wanted)) return true
  if (Array.isArray(value)) return value.some((child) => within('', child, wanted))
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).some(([key, child]) => within(key, child, wanted))
  return value !== null && String(value).toLowerCase().includes(wanted)
}

/** An address in the file store. */
export function isFileUri(value: Json): value is string {
  return typeof value === 'string' && /^kestra:\/\/\/\S+$/.test(value)
}

export function nameOfFile(uri: string): string {
  const last = uri.slice(uri.lastIndexOf('/') + 1)
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}

/** What is read of a task run to say where its outputs stand. */
interface OutputRun {
  id: string
  taskId: string
  parentTaskRunId?: string
  value?: string
}

/** The expression of the outputs of a task run: in loops they nest by the loops' values, outermost first. */
export function outputsPath(run: OutputRun, byId: ReadonlyMap<string, OutputRun>): string {
  const values: string[] = []
  for (let at: OutputRun | undefined = run; at; at = byId.get(at.parentTaskRunId ?? '')) {
    if (at.value !== undefined) values.unshift(at.value)
  }
  const steps = [run.taskId, ...values]
  return steps.reduce<string>((path, step) => stepTo(path, step) ?? path, 'outputs')
}
