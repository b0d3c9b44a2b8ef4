import type { ShownValue } from '#engine/flow/approvals/types.ts'
import type { Flow, Input, Json, JsonObject } from '#engine/flow/flow.ts'
import { leavesOf } from '#engine/flow/inputs/flatten.ts'
import { optionsOf } from '#engine/flow/inputs/options.ts'
import type { Tx } from '#server/db.ts'
import { localText, titleFromId } from '#server/flows/words.ts'
import { valueAt } from './title.ts'

/** Something to show before it is written out: its label, its value, and the input it was given for. */
export interface Showable {
  label: string
  value: Json
  input?: Input
}

const nothing = '—'
const secret = '********'

/** What was filled in, in the form's order; hidden and empty inputs are left out. */
export function answersOf(flow: Pick<Flow, 'inputs'>, values: JsonObject): Showable[] {
  return leavesOf(flow.inputs).flatMap((input) => {
    const value = valueAt(values, input.id)
    return value === undefined || value === null || value === '' ? [] : [showableInput(input, value)]
  })
}

export function showableInput(input: Input, value: Json): Showable {
  return { label: labelOf(input), value, input }
}

/** The flow's outputs in words; those without a value are left out. */
export function resultsOf(flow: Pick<Flow, 'outputs'>, outputs: JsonObject): Showable[] {
  return flow.outputs.flatMap((output) => {
    const value = outputs[output.id]
    if (value === undefined || value === null) return []
    return [{ label: localText(output.displayName) ?? titleFromId(output.id), value }]
  })
}

/** Writes values out as a person reads them; files with name and size, secrets never. One query for all files. */
export async function writeOut(tx: Tx, items: readonly Showable[]): Promise<ShownValue[]> {
  const uris = items.flatMap(({ value }) => (isFileUri(value) ? [value] : []))
  const files = uris.length === 0 ? [] : await tx.storedFile.findMany({ where: { uri: { in: uris } } })
  const byUri = new Map(files.map((file) => [file.uri, file]))
  return items.map(({ label, value, input }) => {
    const file = isFileUri(value) ? byUri.get(value) : undefined
    if (file) {
      const { uri, name } = file
      return { label, value, display: name, file: { uri, name, size: Number(file.size) } }
    }
    return { label, value: isSecret(value) ? secret : value, display: displayOf(value, input) }
  })
}

export function isFileUri(value: Json): value is string {
  return typeof value === 'string' && value.startsWith('kestra:///')
}

function isSecret(value: Json): boolean {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && value.type === 'aes_encrypted'
  )
}

/** A value in English words: yes and no, money with its currency, options by their label. */
export function displayOf(value: Json, input?: Input): string {
  if (value === null || value === '') return nothing
  if (isSecret(value)) return secret
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number')
    return new Intl.NumberFormat('en', { maximumFractionDigits: 10 }).format(value)
  if (typeof value === 'string') return textOf(value, input)
  if (Array.isArray(value)) return value.length === 0 ? nothing : listOf(value, input)
  return moneyOf(value) ?? JSON.stringify(value)
}

/** Rows of a table one after another, each cell with the name of its column. */
function listOf(list: Json[], input: Input | undefined): string {
  const { columns } = input ?? {}
  if (!columns) return list.map((item) => displayOf(item, input)).join(', ')
  const cell = (row: JsonObject, column: Input) => {
    const value = valueAt(row, column.id) ?? null
    return value === null ? [] : [`${labelOf(column)}: ${displayOf(value, column)}`]
  }
  const isRow = (item: Json): item is JsonObject =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
  const rows = list.filter(isRow)
  return rows.map((row) => columns.flatMap((column) => cell(row, column)).join(', ')).join('; ')
}

function labelOf(input: Input): string {
  return localText(input.displayName) ?? titleFromId(input.id)
}

function textOf(value: string, input: Input | undefined): string {
  const option = input && optionsOf(input.options)?.find((one) => one.value === value)
  if (option) return option.label
  const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(value) ? new Date(value) : undefined
  if (time && !Number.isNaN(time.getTime()))
    return new Intl.DateTimeFormat('en-GB', {
      dateStyle: 'medium',
      timeStyle: 'long',
      timeZone: 'UTC',
    }).format(time)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return value
  const day = new Date(`${value}T00:00:00Z`)
  if (Number.isNaN(day.getTime())) return value
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(day)
}

function moneyOf(value: JsonObject): string | undefined {
  const { amount, currency } = value
  if (typeof amount !== 'number' || typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency))
    return undefined
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(amount)
}
