import { encoderOf } from '#engine/catalog/charset.ts'
import type { TaskActivity, TaskHost } from '#engine/catalog/host.ts'
import { rowsIn } from '#engine/catalog/rows.ts'
import { isList, isMap } from '#engine/flow/expressions/values.ts'
import { fieldText, type FieldForm } from './field-text.ts'

interface Properties extends FieldForm {
  from: string
  charset: string
  header: boolean
  fieldSeparator: string
  lineDelimiter: string
}

const toCsv: TaskActivity<Properties> = async (properties, host) => {
  const count = { rows: 0 }
  const { uri } = await host.files.put('rows.csv', lines(properties, host, count))
  host.metric({ name: 'records', type: 'counter', value: count.rows })
  return { state: 'SUCCESS', outputs: { uri, size: count.rows } }
}

async function* lines(
  properties: Properties,
  host: TaskHost,
  count: { rows: number },
): AsyncIterable<Uint8Array> {
  const encode = encoderOf(properties.charset)
  const { fieldSeparator, lineDelimiter } = properties
  const line = (values: readonly unknown[]) =>
    encode(values.map((value) => fieldText(value, properties)).join(fieldSeparator) + lineDelimiter)
  let columns: string[] | undefined
  for await (const { value } of rowsIn(await host.files.open(properties.from))) {
    const number = ++count.rows
    if (!columns && isMap(value)) {
      columns = Object.keys(value)
      if (properties.header) yield line(columns)
    }
    yield line(valuesOf(value, { number, columns, header: properties.header }))
  }
}

/** The fields of a row in the order of the columns. @throws Error for a row that does not fit them */
function valuesOf(
  value: unknown,
  { number, columns, header }: { number: number; columns: string[] | undefined; header: boolean },
): unknown[] {
  if (isList(value) && !columns && !header) return value
  if (isList(value)) throw new Error(`Row ${number} is a list: its fields have no names for a header`)
  if (!isMap(value) || !columns) throw new Error(`Row ${number} is neither a map nor a list`)
  const strange = Object.keys(value).find((name) => !columns.includes(name))
  if (strange !== undefined)
    throw new Error(`Row ${number} has a field \`${strange}\`, which the first row does not have`)
  return columns.map((name) => value[name])
}

export default toCsv
