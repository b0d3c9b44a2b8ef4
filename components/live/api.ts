import { randomId } from './random-id.ts'

/** One reason among several, as the REST API gives them. */
export interface ApiDetail {
  message: string
  path?: string
  /** Where in a source that was sent, from 1. */
  line?: number
  column?: number
}

/** A refused or impossible call. `status` 0: the server was not reached. */
export class ApiError extends Error {
  readonly status: number
  readonly details: readonly ApiDetail[]
  readonly retryAfterSeconds: number | undefined

  constructor(
    status: number,
    message: string,
    more: { details?: readonly ApiDetail[]; retryAfterSeconds?: number } = {},
  ) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.details = more.details ?? []
    this.retryAfterSeconds = more.retryAfterSeconds
  }

  /** No answer came: the same call may be made again with the same key. */
  get offline(): boolean {
    return this.status === 0
  }

  get signedOut(): boolean {
    return this.status === 401
  }
}

const prefix = '/api/v1'

/** As whom this page calls; undefined: by the session's cookie. */
let outsider: { token?: string } | undefined

/**
 * From now on this page calls as somebody without an account: by the token of a guest's link, or as anybody; cookies are left out.
 */
export function callAsOutsider(token?: string): void {
  outsider = token === undefined ? {} : { token }
}

/** What a call carries to say who makes it. */
export function callerHeaders(): Record<string, string> {
  const language = { 'accept-language': pageLanguage() }
  if (outsider?.token !== undefined) return { ...language, authorization: `Guest ${outsider.token}` }
  return outsider ? language : { ...language, 'x-formwork-csrf': '1' }
}

/** Where this page's events come from: an event stream carries no header. */
export function streamPath(): string {
  return outsider?.token === undefined ? '/api/stream' : `/guest/${encodeURIComponent(outsider.token)}/events`
}

/** Whether it shares its events with other pages of this browser: a guest's are theirs alone. */
export function sharesStream(): boolean {
  return outsider === undefined
}

interface ErrorBody {
  message?: string
  _embedded?: { errors?: ApiDetail[] }
  /** Of a call about many: those that cannot be taken, and why. */
  invalids?: { message: string; invalidValue: string }[]
}

interface Refusal {
  status: number
  statusText: string
  /** The answer's body. */
  text: string
  /** Of the header. */
  retryAfter: string | null
}

/** What an answer that is no success says. */
export function errorOf({ status, statusText, text, retryAfter }: Refusal): ApiError {
  let body: ErrorBody = {}
  try {
    body = JSON.parse(text) as ErrorBody
  } catch {
    // A proxy in between may answer HTML; the status says enough then.
  }
  const wait = Number(retryAfter ?? Number.NaN)
  return new ApiError(status, body.message ?? `${String(status)} ${statusText}`, {
    details:
      body._embedded?.errors ??
      (body.invalids ?? []).map(({ message, invalidValue }) => ({ message, path: invalidValue })),
    retryAfterSeconds: Number.isFinite(wait) ? wait : undefined,
  })
}

/** Refusals come in the language of the page, whatever the browser's is. */
export const pageLanguage = () => document.documentElement.lang

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'

interface Call {
  /** Sent as JSON. */
  body?: unknown
  /** Sent as it stands, in place of `body`: a flow's source. */
  yaml?: string
  /** Sent as it stands, as plain text. */
  text?: string
  /** Sent as it stands, in place of `body`: a file. */
  form?: FormData
  /** The same for a repeat of the same wish. Made for you where you give none. */
  idempotencyKey?: string
  signal?: AbortSignal
  /** Goes on beyond the end of the page; for small bodies only. */
  keepalive?: boolean
}

async function call(
  method: Method | 'GET',
  path: string,
  { body, yaml, text, form, idempotencyKey, signal, keepalive }: Call,
): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json', ...callerHeaders() }
  if (method !== 'GET') {
    headers['idempotency-key'] = idempotencyKey ?? randomId()
  }
  if (yaml !== undefined) headers['content-type'] = 'application/x-yaml'
  else if (text !== undefined) headers['content-type'] = 'text/plain'
  else if (body !== undefined) headers['content-type'] = 'application/json'
  let response: Response
  try {
    const sent = yaml ?? text ?? form ?? (body === undefined ? undefined : JSON.stringify(body))
    const credentials = outsider ? 'omit' : 'same-origin'
    response = await fetch(prefix + path, { method, headers, body: sent, signal, keepalive, credentials })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError(0, 'The server could not be reached')
  }
  if (!response.ok)
    throw errorOf({
      status: response.status,
      statusText: response.statusText,
      text: await response.text(),
      retryAfter: response.headers.get('retry-after'),
    })
  return response
}

/**
 * Reads a resource; null where there is none. The path is the query key too.
 * @throws ApiError
 */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await call('GET', path, { signal })
  const text = await response.text()
  return (text ? JSON.parse(text) : null) as T
}

/**
 * Reads what is no JSON.
 * @throws ApiError
 */
export async function getText(path: string, signal?: AbortSignal): Promise<string> {
  const response = await call('GET', path, { signal })
  return response.text()
}

/**
 * Reads what is perhaps no text.
 * @throws ApiError
 */
export async function getBytes(path: string, signal?: AbortSignal): Promise<ArrayBuffer> {
  const response = await call('GET', path, { signal })
  return response.arrayBuffer()
}

/**
 * Changes something, and gives the answer's body; `undefined` for an empty one.
 * @throws ApiError
 */
export async function send<T = undefined>(method: Method, path: string, options: Call = {}): Promise<T> {
  const response = await call(method, path, options)
  const text = await response.text()
  return (text ? JSON.parse(text) : undefined) as T
}

/**
 * Asks by a body for what is no JSON: an archive.
 * @throws ApiError
 */
export async function sendForBytes(method: Method, path: string, options: Call = {}): Promise<ArrayBuffer> {
  const response = await call(method, path, options)
  return response.arrayBuffer()
}
