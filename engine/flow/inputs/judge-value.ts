import type { Input, Json, JsonObject } from '../flow.ts'
import { rawOf, setNested } from './nested.ts'
import { isAbsent, printRaw } from './raw.ts'
import type { FieldCheck, InputProblem, ReadResult } from './types.ts'

export interface Judged {
  /** Undefined: none, or one that is refused. */
  value: Json | undefined
  /** Each with its place: `items[2].amount`. */
  problems: InputProblem[]
}

interface Judgement {
  /** By canonical field type. */
  checks: Readonly<Record<string, FieldCheck>>
  /** What only the server judges of a value that its check has read: patterns, schemas, formats. */
  more?(input: Input, value: Json): ReadResult
}

/**
 * Reads a value by its field's check, then each entry of a list and each cell of a table. The same in browser and server.
 * @param input its options rendered; its id is the place that problems name
 * @throws Error for a type that has no check
 */
export function judgeValue(input: Input, raw: unknown, judgement: Judgement): Judged {
  const check = judgement.checks[input.type]
  if (!check) throw new Error(`There is no check for inputs of type ${input.type}`)
  let result = check.read(raw, input)
  if ('value' in result && result.value !== undefined && judgement.more)
    result = judgement.more(input, result.value)
  if ('problem' in result) return { value: undefined, problems: [problemOf(input, check, { raw, result })] }
  const { value } = result
  if (!Array.isArray(value)) return { value, problems: [] }
  if (input.columns) return judgeRows(input, value, judgement)
  return judgeItems(input, { raw, value }, judgement)
}

interface Refusal {
  raw: unknown
  result: Extract<ReadResult, { problem: unknown }>
}

function problemOf(input: Input, check: FieldCheck, { raw, result }: Refusal): InputProblem {
  const received: InputProblem['params'] =
    check.secret === true ? { secret: 1 } : { received: printRaw(raw).slice(0, 500) }
  return { code: result.problem.code, inputId: input.id, params: { ...result.problem.params, ...received } }
}

/** Entries are read by the type that `itemType` names. */
function judgeItems(
  input: Input,
  { raw, value }: { raw: unknown; value: Json[] },
  judgement: Judgement,
): Judged {
  const { itemType } = input.options
  if (typeof itemType !== 'string') return { value, problems: [] }
  const item: Input = { id: input.id, type: itemType, required: true, options: {} }
  const problems: InputProblem[] = []
  const items: Json[] = []
  const received = printRaw(raw).slice(0, 500)
  for (const [index, one] of value.entries()) {
    const judged = judgeValue(item, one, judgement)
    if (judged.value !== undefined && judged.problems.length === 0) items.push(judged.value)
    else {
      const params = { type: itemType, item: printRaw(one).slice(0, 100), index, received }
      problems.push({ code: 'item-type', inputId: input.id, params })
    }
    if (problems.length >= maxProblems) break
  }
  return { value: problems.length > 0 ? undefined : items, problems }
}

/** Nobody mends more at once. */
const maxProblems = 100

function judgeRows(input: Input, rows: readonly Json[], judgement: Judgement): Judged {
  const problems: InputProblem[] = []
  const read = rows.map((row, index) => {
    const made: JsonObject = {}
    const cells = typeof row === 'object' && row !== null && !Array.isArray(row) ? row : {}
    for (const column of input.columns ?? []) {
      const cell = { ...column, id: `${input.id}[${index}].${column.id}` }
      const judged = judgeCell(cell, rawOf(cells, column.id), judgement)
      problems.push(...judged.problems)
      setNested(made, column.id, judged.value ?? null)
    }
    return made
  })
  return { value: problems.length > 0 ? undefined : read, problems: problems.slice(0, maxProblems) }
}

function judgeCell(cell: Input, raw: unknown, judgement: Judgement): Judged {
  const judged = judgeValue(cell, isAbsent(raw) ? cell.defaults : raw, judgement)
  if (judged.value !== undefined || judged.problems.length > 0 || !cell.required) return judged
  return {
    value: undefined,
    problems: [{ code: 'required', inputId: cell.id, params: { received: 'null' } }],
  }
}
