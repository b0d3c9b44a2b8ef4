import { EventEmitter, once } from 'node:events'
import type { Product } from '../harness/product.ts'

/** REST calls as one person, over kept connections. */
export class ApiClient {
  constructor(
    private readonly product: Product,
    private readonly email: string,
    private readonly password: string,
  ) {}

  private get authorization(): string {
    return `Basic ${Buffer.from(`${this.email}:${this.password}`).toString('base64')}`
  }

  /** @throws Error with the answer's text where it is not 2xx */
  async call<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<T> {
    const yaml = typeof body === 'string'
    const answer = await fetch(`${this.product.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: this.authorization,
        ...(body === undefined ? {} : { 'content-type': yaml ? 'application/x-yaml' : 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : yaml ? body : JSON.stringify(body),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 300)}`)
    return (text ? JSON.parse(text) : undefined) as T
  }

  /** Listens to hints; `next` resolves with the moment of the next one. */
  async listen(topics: string[]): Promise<{ next(): Promise<number>; close(): void }> {
    const stop = new AbortController()
    const answer = await fetch(
      `${this.product.url}/api/stream?topics=${topics.map(encodeURIComponent).join(',')}`,
      {
        headers: { authorization: this.authorization },
        signal: stop.signal,
      },
    )
    if (!answer.ok || !answer.body) throw new Error(`stream: ${answer.status}`)
    const hints = new EventEmitter()
    void read(answer.body, hints).catch((error: Error) => stop.signal.aborted || hints.emit('error', error))
    return { next: async () => (await once(hints, 'hint'))[0] as number, close: () => stop.abort() }
  }
}

async function read(body: ReadableStream<Uint8Array>, hints: EventEmitter): Promise<void> {
  const decoder = new TextDecoder()
  for await (const chunk of body)
    if (decoder.decode(chunk, { stream: true }).includes('data:')) hints.emit('hint', performance.now())
}
