import pg from 'pg'
import { env } from './env.ts'
import { channel, type Topic } from './events.ts'
import { log } from './log.ts'

type Hear = (topics: ReadonlySet<Topic>) => void

const everything: ReadonlySet<Topic> = new Set(['*'])
const hearers = new Set<Hear>()
let client: pg.Client | undefined
let connecting: Promise<void> | undefined

/**
 * Hears what is announced, over the one LISTEN connection of this process. After a lost connection every hearer gets the
 * topic `*`: something may have been missed.
 * @returns resolves when listening has begun, with what ends it
 */
export async function subscribe(hear: Hear): Promise<() => void> {
  hearers.add(hear)
  try {
    await (connecting ??= connect())
  } catch (error) {
    hearers.delete(hear)
    throw error
  }
  return () => hearers.delete(hear)
}

/** At the end of a process or a test file. */
export async function stopListening(): Promise<void> {
  const ending = client
  client = undefined
  connecting = undefined
  hearers.clear()
  await ending?.end()
}

async function connect(): Promise<void> {
  const next = new pg.Client({ connectionString: env().DATABASE_URL, keepAlive: true })
  next.on('notification', ({ payload }) => tell(new Set(JSON.parse(payload ?? '[]') as Topic[])))
  next.on('error', (error) => lost(next, error))
  next.on('end', () => lost(next, undefined))
  try {
    await next.connect()
    await next.query(`LISTEN ${channel}`)
  } catch (error) {
    connecting = undefined
    throw error
  }
  client = next
}

function tell(topics: ReadonlySet<Topic>): void {
  for (const hear of hearers) hear(topics)
}

function lost(gone: pg.Client, error: Error | undefined): void {
  if (client !== gone) return
  client = undefined
  connecting = undefined
  log().warn({ error: error && String(error) }, 'The connection that listens was lost')
  if (hearers.size > 0) reconnect()
}

function reconnect(): void {
  setTimeout(() => {
    if (hearers.size === 0) return
    connecting ??= connect()
    connecting.then(
      () => tell(everything),
      () => reconnect(),
    )
  }, 500)
}
