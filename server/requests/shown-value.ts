import type { ShownValue } from '#engine/flow/approvals/types.ts'
import { durationText } from '#engine/flow/duration-text.ts'
import type { Flow, Input, Json, JsonObject } from '#engine/flow/flow.ts'
import { leavesOf } from '#engine/flow/inputs/flatten.ts'
import { localText } from '#engine/flow/local-text.ts'
import { optionsOf } from '#engine/flow/inputs/options.ts'
import { checks } from '#generated/catalog/checks.ts'
import type { Tx } from '#server/db.ts'
import { titleFromId } from '#server/flows/words.ts'
import { languageFor, localeFor } from '#server/languages/languages.ts'
import { showSealed } from '#server/runs/show-secrets.ts'
import { valueAt } from './title.ts'

/** Something to show before it is written out: its label, its value, and the input it was given for. */
export interface Showable {
  label: string
  value: Json
  input?: Input
}

/** Whom values are written out for. */
export interface Reader {
  /** BCP 47. */
  language: string
  /** IANA name. */
  timeZone: string
}

const nothing = '—'
const secret = '********'

/** What was filled in, in the form's order; hidden and empty inputs are left out. */
export function answersOf(
  flow: Pick<Flow, 'inputs'>,
  { values, reader }: { values: JsonObject; reader: Reader },
): Showable[] {
  return leavesOf(flow.inputs).flatMap((input) => {
    const value = valueAt(values, input.id)
    return value === undefined || value === null || value === '' ? [] : [showableInput(input, value, reader)]
  })
}

export function showableInput(input: Input, value: Json, reader: Reader): Showable {
  return { label: labelOf(input, reader), value, input }
}

/** The flow's outputs in words; those without a value are left out. */
export function resultsOf(
  flow: Pick<Flow, 'outputs'>,
  { values, reader }: { values: JsonObject; reader: Reader },
): Showable[] {
  return flow.outputs.flatMap((output) => {
    const value = values[output.id]
    if (value === undefined || value === null) return []
    return [{ label: localText(output.displayName, reader.language) ?? titleFromId(output.id), value }]
  })
}

/** Writes values out as a person reads them; files with name and size, secrets never. One query for all files. */
export async function writeOut(tx: Tx, items: readonly Showable[], reader: Reader): Promise<ShownValue[]> {
  const uris = items.flatMap(({ value }) => [value].flat().filter(isFileUri))
  const files = uris.length === 0 ? [] : await tx.storedFile.findMany({ where: { uri: { in: uris } } })
  const byUri = new Map(files.map((file) => [file.uri, file]))
  return items.map(({ label, value: stored, input }) => {
    // at any depth: what is frozen or exported carries no ciphertext
    const value = showSealed(stored)
    const found = [value].flat().map((uri) => (isFileUri(uri) ? byUri.get(uri) : undefined))
    const files = found.flatMap((file) =>
      file ? [{ uri: file.uri, name: file.name, size: Number(file.size) }] : [],
    )
    const [file] = files
    if (file && files.length === found.length) {
      const display = files.map(({ name }) => name).join(', ')
      return { label, value, display, ...(Array.isArray(value) ? { files } : { file }) }
    }
    const drawing = drawingIn(value, input)
    const display = displayOf(value, { input, reader })
    return {
      label,
      value,
      display,
      ...(drawing !== undefined && { drawing }),
    }
  })
}

function drawingIn(value: Json, input: Input | undefined): string | undefined {
  const isSigned = input && checks[input.type]?.signature && typeof value === 'object' && value !== null
  return isSigned && !Array.isArray(value) && typeof value.drawing === 'string' ? value.drawing : undefined
}

export function isFileUri(value: Json): value is string {
  return typeof value === 'string' && value.startsWith('kestra:///')
}

function isSecret(value: Json): boolean {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && value.type === 'aes_encrypted'
  )
}

interface Around {
  input?: Input
  reader: Reader
}

/** A value in the reader's words: yes and no, money with its currency, options by their label. */
export function displayOf(value: Json, around: Around): string {
  const { language } = around.reader
  if (value === null || value === '') return nothing
  if (isSecret(value)) return secret
  if (typeof value === 'boolean') return yesOrNo[languageFor(language)][value ? 0 : 1]
  if (typeof value === 'number')
    return new Intl.NumberFormat(languageFor(language), { maximumFractionDigits: 10 }).format(value)
  if (typeof value === 'string') return textOf(value, around)
  if (Array.isArray(value)) return value.length === 0 ? nothing : listOf(value, around)
  return (
    moneyOf(value, language) ?? nameIn(value, around) ?? signatureIn(value, around) ?? JSON.stringify(value)
  )
}

const yesOrNo = { en: ['Yes', 'No'], de: ['Ja', 'Nein'] } as const

/** Rows of a table one after another, each cell with the name of its column. */
function listOf(list: Json[], { input, reader }: Around): string {
  const { columns } = input ?? {}
  if (!columns) return list.map((item) => displayOf(item, { input, reader })).join(', ')
  const cell = (row: JsonObject, column: Input) => {
    const value = valueAt(row, column.id) ?? null
    return value === null
      ? []
      : [`${labelOf(column, reader)}: ${onOneLine(displayOf(value, { input: column, reader }))}`]
  }
  const isRow = (item: Json): item is JsonObject =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
  const rows = list.filter(isRow)
  return rows.map((row) => columns.flatMap((column) => cell(row, column)).join(', ')).join('\n')
}

/** So that no text looks like one more row. */
function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}

function labelOf(input: Input, { language }: Reader): string {
  return localText(input.displayName, language) ?? titleFromId(input.id)
}

function textOf(value: string, { input, reader: { language, timeZone } }: Around): string {
  const option = input && optionsOf(input.options, language)?.find((one) => one.value === value)
  if (option) return option.label
  if (input && checks[input.type]?.duration) return durationText(value, languageFor(language))
  const [, date = '', time] = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z)?$/.exec(value) ?? []
  const instant = new Date(`${date}${time ?? 'T00:00:00Z'}`)
  if (!isDay(date) || Number.isNaN(instant.getTime())) return value
  const locale = localeFor(languageFor(language))
  const format = time
    ? new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long', timeZone })
    : new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  return format.format(instant)
}

/** A day that the calendar has, in a year of our era: others would be written as another day. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`)
  return text >= '0001-01-02' && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

/** Of a person, with the mail that tells them from another of that name, or of a group. */
function nameIn({ name, email }: JsonObject, around: Around): string | undefined {
  if (!around.input || !checks[around.input.type]?.directory || typeof name !== 'string') return undefined
  return typeof email === 'string' ? `${name} (${email})` : name
}

/** Who signed and when; the beginning of the hash tells one signature from another. */
function signatureIn({ name, at, hash }: JsonObject, around: Around): string | undefined {
  if (!around.input || !checks[around.input.type]?.signature || typeof name !== 'string') return undefined
  if (typeof at !== 'string' || typeof hash !== 'string') return name
  return `${name}, ${textOf(at, { reader: around.reader })}, SHA-256 ${hash.slice(0, 12)}…`
}

function moneyOf(value: JsonObject, language: string): string | undefined {
  const { amount, currency, ...more } = value
  if (Object.keys(more).length > 0) return undefined
  if (typeof amount !== 'number' || typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency))
    return undefined
  return new Intl.NumberFormat(languageFor(language), {
    style: 'currency',
    currency,
    // an amount is not always one of the form: what is there is shown
    maximumFractionDigits: 10,
  }).format(amount)
}
