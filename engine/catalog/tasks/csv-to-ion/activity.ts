import { columnsOf, type Columns } from '#engine/catalog/csv-columns.ts'
import { csvRecords, type CsvForm } from '#engine/catalog/csv-records.ts'
import type { TaskActivity, TaskHost } from '#engine/catalog/host.ts'
import { rowBytes } from '#engine/catalog/rows.ts'

interface Properties extends CsvForm {
  from: string
  header: boolean
  skipRows: number
  onEmptyHeader: 'DROP' | 'RENAME'
}

const toIon: TaskActivity<Properties> = async (properties, host) => {
  const count = { rows: 0 }
  const { uri } = await host.files.put('rows.ion', rows(properties, host, count))
  host.metric({ name: 'records', type: 'counter', value: count.rows })
  return { state: 'SUCCESS', outputs: { uri, size: count.rows } }
}

async function* rows(
  properties: Properties,
  host: TaskHost,
  count: { rows: number },
): AsyncIterable<Uint8Array> {
  const { from, header, skipRows, onBadLines } = properties
  const warn = (message: string) => host.log('WARN', message)
  let columns: Columns | undefined
  let skipped = 0
  for await (const { fields, line } of csvRecords(await host.files.open(from), properties, warn)) {
    host.signal.throwIfAborted()
    if (header && !columns) {
      columns = columnsOf(fields, properties.onEmptyHeader)
      for (const warning of columns.warnings) await warn(warning)
    } else if (skipped < skipRows) skipped++
    else if (columns && fields.length !== columns.count) {
      const message = `Line ${line} has ${fields.length} fields, but the header ${columns.count}`
      if (onBadLines === 'ERROR') throw new Error(message)
      if (onBadLines === 'WARN') await warn(`${message}: left out`)
    } else {
      count.rows++
      yield rowBytes(JSON.stringify(rowOf(fields, columns)))
    }
  }
}

function rowOf(fields: readonly string[], columns: Columns | undefined): unknown {
  const values = fields.map((field) => (field === '\\N' ? null : field))
  if (!columns) return values
  return Object.fromEntries(columns.names.map((name, at) => [name, values[at] ?? null]))
}

export default toIon
