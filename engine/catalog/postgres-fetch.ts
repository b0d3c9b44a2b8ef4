import type { JsonObject } from '#engine/flow/flow.ts'
import type { TaskHost } from './host.ts'
import type { PostgresSession } from './outside-host.ts'
import type { fetchTypes } from './postgres-properties.ts'
import { rowBytes } from './rows.ts'
import type { Statement } from './sql-text.ts'

type FetchType = (typeof fetchTypes)[number]

/** What becomes of the rows, rendered. */
export interface FetchProperties {
  fetchType: FetchType
  fetch?: boolean
  fetchOne?: boolean
  store?: boolean
  fetchSize: number
}

/** What one output holds; more goes into a file. */
const mostBytes = 20_000_000

export function fetchTypeOf({ fetchType, fetch, fetchOne, store }: FetchProperties): FetchType {
  if (fetchOne) return 'FETCH_ONE'
  if (store) return 'STORE'
  return fetch ? 'FETCH' : fetchType
}

/**
 * Runs a statement and keeps of its rows what was asked for.
 * @returns undefined for a statement that has no rows by its nature
 */
export async function fetched(
  session: PostgresSession,
  statement: Statement,
  { how, name, host }: { how: FetchProperties; name: string; host: TaskHost },
): Promise<JsonObject | undefined> {
  const rows = session.rows(statement, how.fetchSize)
  const type = fetchTypeOf(how)
  if (type === 'STORE') return stored(rows, name, host)
  const kept: JsonObject[] = []
  let bytes = 0
  let next = await rows.next()
  for (; !next.done; next = await rows.next()) {
    if (type === 'NONE' || (type === 'FETCH_ONE' && kept.length > 0)) continue
    bytes += JSON.stringify(next.value).length
    if (bytes > mostBytes)
      throw new Error(
        `The rows have more than ${mostBytes} bytes: \`fetchType: STORE\` writes them to a file`,
      )
    kept.push(next.value)
  }
  if (!next.value || type === 'NONE') return next.value ? {} : undefined
  host.metric({ name: 'fetch.size', type: 'counter', value: kept.length })
  if (type === 'FETCH') return { rows: kept, size: kept.length }
  const [row] = kept
  return row ? { row, size: 1 } : { size: 0 }
}

async function stored(
  rows: AsyncGenerator<JsonObject, boolean>,
  name: string,
  host: TaskHost,
): Promise<JsonObject | undefined> {
  const seen = { rows: 0, isQuery: false }
  async function* lines() {
    let next = await rows.next()
    for (; !next.done; next = await rows.next()) {
      seen.rows++
      yield rowBytes(JSON.stringify(next.value))
    }
    seen.isQuery = next.value
  }
  const { uri } = await host.files.put(`${name}.ion`, lines())
  if (!seen.isQuery) {
    await host.files.delete(uri)
    return undefined
  }
  host.metric({ name: 'fetch.size', type: 'counter', value: seen.rows })
  return { uri, size: seen.rows }
}
