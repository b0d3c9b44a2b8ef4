import type { Input, Json, JsonObject } from '../flow.ts'
import { rawOf, setNested } from './nested.ts'
import type { Directory, DirectoryLimits, InputHost, InputProblem } from './types.ts'

export interface LookedUp {
  value: Json | undefined
  problems: InputProblem[]
}

/** Puts what the directories know in the place of names: in a picker, and in each column of a table that is one. */
export async function lookUp(host: InputHost, input: Input, value: Json | undefined): Promise<LookedUp> {
  const directory = host.checks[input.type]?.directory
  if (!host.directory || value === undefined || value === null) return { value, problems: [] }
  if (directory) {
    const known = await host.directory.find(directory, namesIn([value]), limitsOf(input))
    return replaced(value, { place: input.id, directory, known })
  }
  if (!input.columns || !Array.isArray(value)) return { value, problems: [] }
  return inColumns(host, { ...input, columns: input.columns }, value)
}

async function inColumns(
  host: InputHost,
  input: Input & { columns: Input[] },
  value: Json[],
): Promise<LookedUp> {
  const rows = value.map((row) => ({ ...(row as JsonObject) }))
  const problems: InputProblem[] = []
  for (const column of input.columns) {
    const directory = host.checks[column.type]?.directory
    if (!directory || !host.directory) continue
    const cells = rows.map((row) => (rawOf(row, column.id) ?? null) as Json)
    const known = await host.directory.find(directory, namesIn(cells), limitsOf(column))
    cells.forEach((cell, index) => {
      const row = rows[index]
      if (cell === null || !row) return
      const place = `${input.id}[${String(index)}].${column.id}`
      const result = replaced(cell, { place, directory, known })
      problems.push(...result.problems)
      setNested(row, column.id, result.value ?? null)
    })
  }
  return { value: problems.length > 0 ? undefined : rows, problems }
}

/** The limits that a picker's options set. */
export function limitsOf({ options }: Input): DirectoryLimits {
  return typeof options.group === 'string' && options.group !== '' ? { group: options.group } : {}
}

function namesIn(values: readonly Json[]): string[] {
  return [...new Set(values.flat().filter((name) => typeof name === 'string'))]
}

interface Known {
  place: string
  directory: Directory
  known: ReadonlyMap<string, JsonObject>
}

function replaced(value: Json, { place, directory, known }: Known): LookedUp {
  const many = Array.isArray(value)
  const names = namesIn([value])
  const missing = names.find((name) => !known.has(name))
  if (missing !== undefined) {
    const code = directory === 'people' ? 'person-unknown' : 'group-unknown'
    return {
      value: undefined,
      problems: [{ code, inputId: place, params: { name: missing, received: missing } }],
    }
  }
  const found = names.flatMap((name) => known.get(name) ?? [])
  return { value: many ? found : (found[0] ?? null), problems: [] }
}
