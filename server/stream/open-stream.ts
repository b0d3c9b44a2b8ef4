import type { Actor } from '#server/actor.ts'
import { AppError } from '#server/errors.ts'
import { hub } from './hub.ts'
import { isTopic, mayHear } from './topics.ts'

const mostTopics = 50
/** Of one person at a time: a browser has one, and a person some browsers. */
const mostStreams = 20
const commentMs = 15_000
const sessionMs = 30_000
/** When a browser comes back whose stream was lost: streams that are lost together do not come back together. */
const comeBackMs = () => 1_000 + Math.round(Math.random() * 2_000)

export interface StreamCall {
  actor: Actor
  /** Divided by commas. */
  topics: string
  /** Aborted when the client leaves. */
  signal: AbortSignal
  /** Looks the session up again; null: it has ended. */
  again(): Promise<Actor | null>
}

const key = Symbol.for('formwork.streams')
/** Next bundles each route by itself: the process's count lives where all bundles find it. */
const home = globalThis as typeof globalThis & { [key]?: Map<string, number> }
const counts = (home[key] ??= new Map())

/**
 * Server-sent events: `{"topic"}` for each change of what is listened to, without data. First comes the event `ready` with the topics that
 * the actor may hear; the others are named by `refused`. Ends with the session, after `signed-out`.
 * @throws AppError `invalid` for a topic that there is not or too many, `too-many` streams of one person
 */
export async function openStream(call: StreamCall): Promise<Response> {
  const { actor } = call
  const asked = [...new Set(call.topics.split(',').filter((topic) => topic !== ''))]
  const strange = asked.find((topic) => !isTopic(topic))
  if (asked.length === 0 || asked.length > mostTopics || strange !== undefined) {
    const message = strange === undefined ? `1 to ${mostTopics} topics` : `There is no topic \`${strange}\`.`
    throw new AppError('invalid', message, { details: [{ path: 'query.topics', message }] })
  }
  if ((counts.get(actor.id) ?? 0) >= mostStreams) {
    throw new AppError('too-many', 'Too many event streams are open at once.', { retryAfterSeconds: 30 })
  }
  counts.set(actor.id, (counts.get(actor.id) ?? 0) + 1)
  const allowed = await allowedOf(actor, asked)
  const heard = allowed.filter(({ may }) => may).map(({ topic }) => topic)
  const refused = allowed.filter(({ may }) => !may).map(({ topic }) => topic)
  const stream = new Stream(call, heard)
  // a browser asks again as soon as the answer begins: by then every later change is heard
  await stream.listen()
  return new Response(stream.body(refused), {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}

/** Which of them may be heard; of a stream that is counted already, and no more where that cannot be said. */
async function allowedOf(
  actor: Actor,
  topics: readonly string[],
): Promise<{ topic: string; may: boolean }[]> {
  try {
    return await Promise.all(topics.map(async (topic) => ({ topic, may: await mayHear(actor, topic) })))
  } catch (error) {
    letGo(actor.id)
    throw error
  }
}

function letGo(personId: string): void {
  const left = (counts.get(personId) ?? 1) - 1
  if (left > 0) counts.set(personId, left)
  else counts.delete(personId)
}

/** One open connection. */
class Stream {
  private readonly encoder = new TextEncoder()
  private readonly timers: NodeJS.Timeout[] = []
  private controller: ReadableStreamDefaultController<Uint8Array> | undefined
  /** What came before the browser could take it. */
  private readonly early: string[] = []
  private leave: (() => void) | undefined
  private ended = false

  constructor(
    private readonly call: StreamCall,
    private readonly topics: readonly string[],
  ) {}

  async listen(): Promise<void> {
    const { signal } = this.call
    signal.addEventListener('abort', () => this.end(), { once: true })
    const leave = await hub().listen(this.topics, (topic) =>
      this.send(`data: ${JSON.stringify({ topic })}\n\n`),
    )
    if (this.ended || signal.aborted) {
      leave()
      return this.end()
    }
    this.leave = leave
    this.timers.push(
      setInterval(() => this.send(': still here\n\n'), commentMs),
      setInterval(() => void this.checkSession(), sessionMs),
    )
  }

  body(refused: readonly string[]): ReadableStream<Uint8Array> {
    return new ReadableStream<Uint8Array>({
      start: (controller) => {
        const early = this.early.splice(0)
        this.controller = controller
        if (this.ended) return controller.close()
        const topics = JSON.stringify({ topics: this.topics })
        this.send(`retry: ${comeBackMs()}\nevent: ready\ndata: ${topics}\n\n`)
        if (refused.length > 0) this.send(`event: refused\ndata: ${JSON.stringify({ topics: refused })}\n\n`)
        for (const text of early) this.send(text)
      },
      cancel: () => this.end(),
    })
  }

  /**
   * A revoked session, or a right that was taken away, ends the stream. After the first, of which `signed-out` tells, coming back
   * makes no sense; after the other the browser does and hears what is left.
   */
  private async checkSession(): Promise<void> {
    try {
      const actor = await this.call.again()
      if (!actor) this.send('event: signed-out\ndata: {}\n\n')
      const still = actor && (await Promise.all(this.topics.map((topic) => mayHear(actor, topic))))
      if (!still || still.includes(false)) this.end()
    } catch {
      // who cannot be asked after is not told anything more
      this.end()
    }
  }

  private send(text: string): void {
    if (this.ended) return
    if (!this.controller) return void this.early.push(text)
    // a client that reads nothing would have us keep it all
    if ((this.controller.desiredSize ?? 0) < -1000) return this.end()
    this.controller.enqueue(this.encoder.encode(text))
  }

  private end(): void {
    if (this.ended) return
    this.ended = true
    for (const timer of this.timers) clearInterval(timer)
    this.leave?.()
    letGo(this.call.actor.id)
    try {
      this.controller?.close()
    } catch {
      // the client has closed it already
    }
  }
}
