import type { HostFunctions } from '#engine/flow/expressions/types.ts'
import type { Json, JsonObject } from '#engine/flow/flow.ts'
import { request } from '#server/http/request.ts'
import { parse } from 'yaml'

const names = ['uri', 'method', 'query', 'body', 'contentType', 'accept', 'headers']
const timeoutMs = 10_000
const maxBytes = 1_000_000

/**
 * `http(uri, method, query, body, contentType, accept, headers)`: the answer's body, read where it is JSON or YAML. Behind the
 * guard of all calls to the outside; a status of 400 or more is an error.
 */
export const httpFunction: HostFunctions[string] = async (args, named) => {
  const unknown = Object.keys(named).find((name) => !names.includes(name))
  if (unknown !== undefined || args.length > names.length)
    throw new Error(`http() takes ${names.join(', ')}${unknown === undefined ? '' : `, not ${unknown}`}.`)
  const [uri, method, query, body, contentType, accept, headers] = names.map(
    (name, at) => named[name] ?? args[at] ?? undefined,
  )
  if (typeof uri !== 'string') throw new Error('http() takes a text as uri.')
  const answer = await request({
    uri: withQuery(uri, mapOf('query', query)),
    method: textOf('method', method) ?? 'GET',
    headers: {
      accept: textOf('accept', accept) ?? 'application/json',
      ...(body === undefined
        ? {}
        : { 'content-type': textOf('contentType', contentType) ?? 'application/json' }),
      ...mapOf('headers', headers),
    },
    body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    timeoutMs,
    followRedirects: true,
    maxBytes,
    signal: new AbortController().signal,
  })
  if (answer.status >= 400) throw new Error(`http(): ${uri} answered ${answer.status}`)
  return read(Buffer.from(answer.body).toString('utf8'), answer.headers['content-type'] ?? '')
}

function withQuery(uri: string, query: Record<string, string>): string {
  if (Object.keys(query).length === 0 || !URL.canParse(uri)) return uri
  const url = new URL(uri)
  for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value)
  return url.href
}

function textOf(name: string, value: Json | undefined): string | undefined {
  if (value === undefined || typeof value === 'string') return value
  throw new Error(`http() takes a text as ${name}.`)
}

function mapOf(name: string, value: Json | undefined): Record<string, string> {
  if (value === undefined) return {}
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new Error(`http() takes a map as ${name}.`)
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([key, inner]) => [
      key,
      typeof inner === 'string' ? inner : JSON.stringify(inner),
    ]),
  )
}

function read(text: string, type: string): Json {
  try {
    if (/[/+]json\b/.test(type)) return JSON.parse(text) as Json
    if (/[/+](x-)?yaml\b/.test(type)) return parse(text, { maxAliasCount: 50 }) as Json
  } catch {
    throw new Error(`http(): the answer calls itself ${type} and is none`)
  }
  return text
}
