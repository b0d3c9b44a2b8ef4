import { fetch as send, type Agent, type RequestInit as Init } from 'undici'
import { demandPublic, newAgent } from './agent.ts'

const connectTimeoutMs = 5000
const longestBytes = 1024 * 1024

const agents = new Map<string, Agent>()

function agentFor(host: string): Agent {
  const found = agents.get(host) ?? newAgent(connectTimeoutMs, host)
  agents.set(host, found)
  return found
}

/** Reads an answer whole. @throws RangeError where it is too long */
async function bounded(body: AsyncIterable<Uint8Array> | null): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body ?? []) {
    length += chunk.byteLength
    if (length > longestBytes) throw new RangeError('The answer is too long.')
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

/** What of `fetch` a library needs. */
export interface FetchInit {
  method?: string
  headers?: Record<string, string>
  body?: string | URLSearchParams | Uint8Array | ArrayBuffer | ReadableStream | null
  signal?: AbortSignal
}

/**
 * A `fetch` behind the guard, for libraries that call by themselves: no redirects, answers of 1 MB at most.
 * @param host named by the settings: it may be private, as who wrote them knows it; every other host may not
 */
export function guardedFetch(host: string): (address: string, init: FetchInit) => Promise<Response> {
  return async (address, { method, headers, body, signal }) => {
    const url = new URL(address)
    if (url.hostname !== host) await demandPublic(url)
    const answer = await send(url, {
      method,
      headers,
      body: body as Init['body'],
      signal,
      redirect: 'manual',
      dispatcher: agentFor(host),
    })
    const bytes = await bounded(answer.body)
    const empty = [101, 204, 205, 304].includes(answer.status)
    return new Response(empty ? null : bytes, { status: answer.status, headers: [...answer.headers] })
  }
}
