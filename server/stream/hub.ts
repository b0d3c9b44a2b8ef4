import pg from 'pg'
import { env } from '#server/env.ts'
import { channel } from '#server/events.ts'
import { log } from '#server/log.ts'

/** Hears one topic at a time; must not throw. */
export type Listener = (topic: string) => void

const firstWaitMs = 250
const longestWaitMs = 10_000
const lingerMs = 30_000
const connectMs = 10_000

/**
 * The process's one ear for Postgres NOTIFY. It connects with the first listener and stays a while after the last; a lost connection comes back
 * with growing waits, and then every listener hears all its topics once, because hints may have been missed meanwhile. A line that is only
 * listened to does not notice that the other end is gone or that a firewall has dropped it, so it is asked now and then.
 */
export class Hub {
  private readonly listeners = new Map<string, Set<Listener>>()
  private client: pg.Client | undefined
  private connected: Promise<void> | undefined
  private timer: NodeJS.Timeout | undefined
  private linger: NodeJS.Timeout | undefined
  private beat: NodeJS.Timeout | undefined
  private waitMs = firstWaitMs

  /** @param beatMs how often the line is asked whether it is there, and how long the answer may take */
  constructor(private readonly beatMs = 15_000) {}

  /** @returns a function that ends it, once this process is listening */
  async listen(topics: readonly string[], listener: Listener): Promise<() => void> {
    for (const topic of topics) {
      const known = this.listeners.get(topic)
      if (known) known.add(listener)
      else this.listeners.set(topic, new Set([listener]))
    }
    this.connected ??= this.connect()
    await this.connected
    return () => this.leave(topics, listener)
  }

  private leave(topics: readonly string[], listener: Listener): void {
    for (const topic of topics) {
      const known = this.listeners.get(topic)
      known?.delete(listener)
      if (known?.size === 0) this.listeners.delete(topic)
    }
    if (this.listeners.size > 0) return
    clearTimeout(this.linger)
    this.linger = setTimeout(() => this.disconnect(), lingerMs)
    this.linger.unref()
  }

  /** Never rejects: a stream without hints for a while is better than none. */
  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: env().DATABASE_URL,
      application_name: 'formwork events',
      keepAlive: true,
      connectionTimeoutMillis: connectMs,
      query_timeout: this.beatMs,
    })
    this.client = client
    client.on('notification', ({ payload }) => this.hear(payload ?? '[]'))
    client.on('error', (error) => this.lost(client, error))
    client.on('end', () => this.lost(client))
    try {
      await client.connect()
      await client.query(`LISTEN ${channel}`)
      this.waitMs = firstWaitMs
      if (this.client !== client) return
      this.beat = setInterval(() => void this.ask(client), this.beatMs)
      this.beat.unref()
    } catch (error) {
      this.lost(client, error)
    }
  }

  private async ask(client: pg.Client): Promise<void> {
    try {
      await client.query('SELECT 1')
    } catch (error) {
      this.lost(client, error)
    }
  }

  private lost(client: pg.Client, error?: unknown): void {
    if (this.client !== client) return
    clearInterval(this.beat)
    this.client = undefined
    leave(client)
    if (this.listeners.size === 0) {
      this.connected = undefined
      return
    }
    log().warn({ err: error, waitMs: this.waitMs }, 'events: connection lost')
    this.timer = setTimeout(() => void this.again(), this.waitMs)
    this.timer.unref()
    this.waitMs = Math.min(this.waitMs * 2, longestWaitMs)
  }

  private async again(): Promise<void> {
    await this.connect()
    if (!this.client) return
    for (const topic of [...this.listeners.keys()]) this.tell(topic)
  }

  private disconnect(): void {
    if (this.listeners.size > 0) return
    const { client } = this
    clearTimeout(this.timer)
    clearInterval(this.beat)
    this.client = undefined
    this.connected = undefined
    if (client) leave(client)
  }

  private hear(payload: string): void {
    const topics: unknown = JSON.parse(payload)
    if (!Array.isArray(topics)) return
    for (const topic of topics) if (typeof topic === 'string') this.tell(topic)
  }

  private tell(topic: string): void {
    for (const listener of [...(this.listeners.get(topic) ?? [])]) listener(topic)
  }
}

/** Nothing waits for the goodbye of a connection that only listened. */
function leave(client: pg.Client): void {
  client.end().catch((err: unknown) => log().debug({ err }, 'events: a connection did not end well'))
}

const key = Symbol.for('formwork.hub')
/** Next bundles each route by itself: the one hub of the process lives where all bundles find it. */
const home = globalThis as typeof globalThis & { [key]?: Hub }

/** The process's hub. */
export function hub(): Hub {
  home[key] ??= new Hub()
  return home[key]
}
