import { Readable } from 'node:stream'
import { request as send, type Dispatcher } from 'undici'
import type { HttpAnswer, HttpCall, HttpStream } from '#engine/catalog/host.ts'
import { demandPublic, guardedAgent, newAgent } from './agent.ts'

const mostRedirects = 5
const redirects = new Set([301, 302, 303, 307, 308])
/** Not sent on to another host. */
const personal = new Set(['authorization', 'cookie', 'proxy-authorization'])

/**
 * A call behind the guard; every hop of a redirect is judged like the first.
 * @throws Error that says why there is no answer: refused, too late, too long, not reached
 */
export async function request(call: HttpCall): Promise<HttpAnswer> {
  const { status, headers, body } = await open(call)
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return { status, headers, body: Buffer.concat(chunks) }
}

/** One call under way: its limits, and what is let go of when it is over. */
interface Line {
  call: HttpCall
  signal: AbortSignal
  /** Aborted when the whole took too long. */
  late?: AbortSignal
  dispatcher: Dispatcher
  close(): Promise<void>
}

/**
 * The same with the body as it comes: who calls reads it to its end or discards it.
 * @throws Error as `request`; the body throws alike
 */
export async function open(call: HttpCall): Promise<HttpStream> {
  const line = lineOf(call)
  try {
    const answer = await follow(line, call, mostRedirects)
    return {
      status: answer.statusCode,
      headers: flat(answer.headers),
      body: bodyOf(line, answer.body),
      discard: async () => {
        answer.body.on('error', () => undefined).destroy()
        await line.close()
      },
    }
  } catch (error) {
    await line.close()
    throw told(line, error)
  }
}

function lineOf(call: HttpCall): Line {
  const late = call.timeoutMs === undefined ? undefined : AbortSignal.timeout(call.timeoutMs)
  const own = call.connectTimeoutMs === undefined ? undefined : newAgent(call.connectTimeoutMs)
  return {
    call,
    late,
    signal: late ? AbortSignal.any([call.signal, late]) : call.signal,
    dispatcher: own ?? guardedAgent(),
    close: async () => own?.destroy(),
  }
}

async function follow(line: Line, call: HttpCall, left: number): Promise<Dispatcher.ResponseData> {
  const url = webAddress(call.uri)
  await demandPublic(url)
  const { body } = call
  const answer = await send(url, {
    method: call.method as 'GET',
    headers: call.headers,
    body: typeof body === 'function' ? Readable.from(body(), { objectMode: false }) : body,
    signal: line.signal,
    dispatcher: line.dispatcher,
    headersTimeout: call.idleTimeoutMs,
    bodyTimeout: call.idleTimeoutMs,
  })
  const location = answer.headers.location
  if (call.followRedirects && redirects.has(answer.statusCode) && typeof location === 'string') {
    await answer.body.dump()
    if (left === 0) throw new Error(`more than ${mostRedirects} redirects`)
    return follow(line, redirected(call, { url, location, status: answer.statusCode }), left - 1)
  }
  return answer
}

function webAddress(uri: string): URL {
  const url = URL.canParse(uri) ? new URL(uri) : undefined
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new Error('that is not an http or https address')
  return url
}

function redirected(call: HttpCall, hop: { url: URL; location: string; status: number }): HttpCall {
  const next = new URL(hop.location, hop.url)
  const asGet = hop.status === 303 || (hop.status < 303 && call.method === 'POST')
  const sameHost = next.host === hop.url.host && next.protocol === hop.url.protocol
  const keep = ([name]: [string, string]) =>
    (sameHost || !personal.has(name.toLowerCase())) && !(asGet && /^content-/i.test(name))
  return {
    ...call,
    uri: next.href,
    headers: Object.fromEntries(Object.entries(call.headers).filter(keep)),
    ...(asGet ? { method: 'GET', body: undefined } : {}),
  }
}

async function* bodyOf(line: Line, body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const { maxBytes } = line.call
  let size = 0
  try {
    for await (const chunk of body) {
      size += chunk.length
      if (size > maxBytes) throw new Error(`the answer is longer than ${maxBytes} bytes`)
      yield chunk
    }
  } catch (error) {
    throw told(line, error)
  } finally {
    await line.close()
  }
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(', ')]],
    ),
  )
}

/** What a person reads: why there is no answer. A cancelled call stays what it is. */
function told({ call, late }: Line, error: unknown): unknown {
  const seconds = (call.timeoutMs ?? 0) / 1000
  if (late?.aborted) return new Error(`${call.method} ${call.uri}: no answer within ${seconds} s`)
  if (call.signal.aborted) return error
  return new Error(`${call.method} ${call.uri}: ${reasonOf(error)}`)
}

/** undici wraps the cause; a person needs the inner one. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const inner = error.cause instanceof Error ? error.cause : error
  return inner.message || (inner as NodeJS.ErrnoException).code || inner.name
}
