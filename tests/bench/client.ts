import { randomUUID } from 'node:crypto'
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

  /** A text goes as YAML, all else as JSON. @throws Error with the answer's text where it is not 2xx */
  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const yaml = typeof body === 'string'
    const answer = await fetch(`${this.product.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: this.authorization,
        ...(body === undefined ? {} : { 'content-type': yaml ? 'application/x-yaml' : 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
      },
      body: body === undefined ? undefined : yaml ? body : JSON.stringify(body),
    })
    return read<T>(`${method} ${path}`, answer)
  }

  /** A form with files. @throws Error with the answer's text where it is not 2xx */
  async send<T>(path: string, form: FormData): Promise<T> {
    const headers = { authorization: this.authorization, 'idempotency-key': randomUUID() }
    const answer = await fetch(`${this.product.url}/api/v1${path}`, { method: 'POST', headers, body: form })
    return read<T>(`POST ${path}`, answer)
  }
}

async function read<T>(call: string, answer: Response): Promise<T> {
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${call}: ${answer.status} ${text.slice(0, 300)}`)
  return (text ? JSON.parse(text) : undefined) as T
}
