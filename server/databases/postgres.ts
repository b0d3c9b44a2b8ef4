import pg from 'pg'
import type { PostgresPlace, PostgresSession } from '#engine/catalog/outside-host.ts'
import {
  readPostgresAddress,
  sslModes,
  type PostgresAddress,
  type SslMode,
} from '#engine/catalog/postgres-address.ts'
import type { Statement } from '#engine/catalog/sql-text.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import { judgedAddress } from '#server/http/agent.ts'
import { rowOf, sent, valueTypes } from './postgres-values.ts'

const connectMs = 10_000

/**
 * A line to a database for as long as `work` lasts. A task that is cancelled cancels what the server does for it.
 * @throws Error with what the server says, and never with the password
 */
export async function withPostgres<T>(
  place: PostgresPlace,
  signal: AbortSignal,
  work: (session: PostgresSession) => Promise<T>,
): Promise<T> {
  const config = await configOf(place)
  const client = await connected(config)
  let stop = () => void client.end()
  signal.addEventListener('abort', () => {
    stop()
  })
  try {
    const zone = place.timeZoneId ?? 'UTC'
    const [{ pid } = { pid: 0 }] = (
      await client.query<{ pid: number }>(
        "SELECT pg_backend_pid() AS pid, set_config('TimeZone', $1, false), set_config('DateStyle', 'ISO', false)",
        [zone],
      )
    ).rows
    stop = () => void cancelled(config, pid)
    if (signal.aborted) throw new Error('cancelled')
    return await work(new Session(client))
  } catch (error) {
    throw told(error)
  } finally {
    stop = () => undefined
    await client.end()
  }
}

/** Ends the statement, by a line of its own: the one in use is busy with it. */
async function cancelled(config: pg.ClientConfig, pid: number): Promise<void> {
  try {
    const second = await connected(config)
    await second.query('SELECT pg_cancel_backend($1)', [pid])
    await second.end()
  } catch {
    // the server notices by itself, when it next writes to the line that is closed
  }
}

/** How one line is made, to exactly the address that was judged; nothing comes from the worker's own environment. */
async function configOf(properties: PostgresPlace): Promise<pg.ClientConfig> {
  const address = readPostgresAddress(properties.url)
  const user = properties.username ?? address.user
  if (!user) throw new Error('`username` is needed')
  const database = address.database || user
  const password = properties.password ?? address.password ?? ''
  const ip = await judgedAddress(placeOf({ ...address, user, database }))
  return {
    host: ip,
    port: address.port,
    user,
    database,
    // a function: an empty text would be looked up in files of the worker's user
    password: () => password,
    ssl: sslOf(properties, address),
    types: valueTypes as pg.ClientConfig['types'],
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
    application_name: address.applicationName ?? 'formwork',
    ...(address.schema === undefined ? {} : { options: `-c search_path=${escaped(address.schema)}` }),
  }
}

const escaped = (text: string) => text.replace(/[\\\s]/g, (sign) => `\\${sign}`)

function placeOf({
  user,
  host,
  port,
  database,
}: Pick<PostgresAddress, 'host' | 'port' | 'database'> & { user: string }) {
  const name = host.includes(':') ? `[${host}]` : host
  return `postgresql://${encodeURIComponent(user)}@${name}:${port}/${encodeURIComponent(database)}`
}

type Ssl = {
  mode: SslMode
  options: { servername?: string; host: string; ca?: string; rejectUnauthorized: boolean }
}
const modes = new WeakMap<object, SslMode>()

function sslOf({ sslMode, sslRootCert: ca }: PostgresPlace, { host, sslMode: own }: PostgresAddress) {
  const mode = sslModes.find((one) => one === sslMode?.toLowerCase().replace('_', '-')) ?? own
  if (mode === 'disable') return false
  const verifies = mode === 'verify-ca' || mode === 'verify-full'
  const isName = !/^[\d.]+$|:/.test(host)
  const options: Ssl['options'] & { checkServerIdentity?: () => undefined } = {
    host,
    ...(isName ? { servername: host } : {}),
    ca,
    rejectUnauthorized: verifies,
    ...(mode === 'verify-full' ? {} : { checkServerIdentity: () => undefined }),
  }
  modes.set(options, mode)
  return options
}

/** `prefer` and `allow`: without encryption where the server has none. */
async function connected(config: pg.ClientConfig): Promise<pg.Client> {
  const mode = typeof config.ssl === 'object' ? modes.get(config.ssl) : undefined
  try {
    return await connect(config)
  } catch (error) {
    const hasNone = error instanceof Error && error.message.includes('does not support SSL')
    if (!hasNone || (mode !== 'prefer' && mode !== 'allow')) throw told(error)
    return connect({ ...config, ssl: false })
  }
}

async function connect(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(config)
  // a line that breaks is told to the statement that is under way
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (error) {
    await client.end()
    throw error
  }
}

/** One line to a database. */
class Session implements PostgresSession {
  constructor(private readonly client: pg.Client) {}

  async say(text: string): Promise<void> {
    await this.client.query(text)
  }

  async *rows({ text, values }: Statement, most: number): AsyncGenerator<JsonObject, boolean> {
    const { stream } = this.client.connection
    const waiting: JsonObject[] = []
    let end: { isQuery: boolean } | undefined
    let failure: unknown
    let wake: () => void = () => undefined
    const config = { text, values: values.map(sent), rowMode: 'array', queryMode: 'extended' }
    const query = new pg.Query<unknown[]>(config as pg.QueryConfig)
    query.on('row', (row, result) => {
      try {
        waiting.push(rowOf(result?.fields ?? [], row))
      } catch (error) {
        failure ??= error
      }
      if (waiting.length >= most) stream.pause()
      wake()
    })
    query.on('error', (error) => {
      failure ??= error
      end = { isQuery: false }
      wake()
    })
    query.on('end', (result) => {
      end = { isQuery: result.fields.length > 0 }
      wake()
    })
    this.client.query(query)
    for (;;) {
      yield* waiting.splice(0)
      if (end) break
      const more = new Promise<void>((resolve) => (wake = resolve))
      stream.resume()
      await more
    }
    yield* waiting.splice(0)
    if (failure !== undefined) throw failure instanceof Error ? failure : new Error('the line broke')
    return end.isQuery
  }
}

/** What the server says, with the place in the SQL. */
function told(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error))
  const { code, hint, position } = error as { code?: string; hint?: string; position?: string }
  const more = [
    position === undefined ? '' : ` (at sign ${position} of the statement)`,
    hint === undefined ? '' : ` ${hint}`,
  ]
  const said = error.message || code || error.name
  return new Error(`${said}${more.join('')}`)
}
