import { request as send } from 'undici'
import type { HttpAnswer, HttpCall } from '#engine/catalog/host.ts'
import { demandPublic, guardedAgent } from './agent.ts'

const mostRedirects = 5
const redirects = new Set([301, 302, 303, 307, 308])
/** Not sent on to another host. */
const personal = new Set(['authorization', 'cookie', 'proxy-authorization'])

/**
 * A call behind the guard; every hop of a redirect is judged like the first.
 * @throws Error that says why there is no answer: refused, too late, too long, not reached
 */
export async function request(call: HttpCall): Promise<HttpAnswer> {
  const late = AbortSignal.timeout(call.timeoutMs)
  const signal = AbortSignal.any([call.signal, late])
  try {
    return await follow({ ...call, signal }, mostRedirects)
  } catch (error) {
    if (late.aborted)
      throw new Error(`${call.method} ${call.uri}: no answer within ${call.timeoutMs / 1000} s`)
    if (call.signal.aborted) throw error
    throw new Error(`${call.method} ${call.uri}: ${reasonOf(error)}`)
  }
}

async function follow(call: HttpCall, left: number): Promise<HttpAnswer> {
  const url = webAddress(call.uri)
  await demandPublic(url)
  const answer = await send(url, {
    method: call.method as 'GET',
    headers: call.headers,
    body: call.body,
    signal: call.signal,
    dispatcher: guardedAgent(),
  })
  const location = answer.headers.location
  if (call.followRedirects && redirects.has(answer.statusCode) && typeof location === 'string') {
    await answer.body.dump()
    if (left === 0) throw new Error(`more than ${mostRedirects} redirects`)
    return follow(redirected(call, { url, location, status: answer.statusCode }), left - 1)
  }
  return {
    status: answer.statusCode,
    headers: flat(answer.headers),
    body: await limited(answer.body, call.maxBytes),
  }
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

async function limited(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > maxBytes) throw new Error(`the answer is longer than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(', ')]],
    ),
  )
}

/** undici wraps the cause; a person needs the inner one. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const inner = error.cause instanceof Error ? error.cause : error
  return inner.message || (inner as NodeJS.ErrnoException).code || inner.name
}
