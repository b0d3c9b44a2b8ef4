import type { z } from 'zod'
import type { HttpAnswer, HttpCall, TaskHost } from '#engine/catalog/host.ts'
import { durationMs } from '#engine/flow/duration.ts'
import type { Json } from '#engine/flow/flow.ts'
import { encoderOf } from './charset.ts'
import type { httpOptions, logged } from './http-properties.ts'
import { formBody, type FormPart } from './multipart.ts'

/** Rendered, so no property holds a template any more. */
export interface HttpProperties {
  uri: string
  method: string
  headers?: Record<string, string>
  params?: Record<string, string>
  body?: Json
  contentType?: string
  formData?: Record<string, Json>
  allowFailed?: boolean
  options: z.output<typeof httpOptions>
}

type Message = Pick<HttpCall, 'body' | 'headers'>

const idleMs = 5 * 60_000
const formType = 'application/x-www-form-urlencoded'
const filesType = 'multipart/form-data'

/** The call that properties describe, without a limit of its size. */
export async function callOf(
  properties: HttpProperties,
  host: TaskHost,
): Promise<Omit<HttpCall, 'maxBytes'>> {
  const { method, options } = properties
  return {
    uri: addressOf(properties),
    method,
    ...(await messageOf(properties, host)),
    ...limitsOf(options),
    followRedirects: options.followRedirects,
    signal: host.signal,
  }
}

function limitsOf(
  options: HttpProperties['options'],
): Pick<HttpCall, 'timeoutMs' | 'connectTimeoutMs' | 'idleTimeoutMs'> {
  const { timeout, connectTimeout, readTimeout, readIdleTimeout } = options
  const parts = typeof timeout === 'object' ? timeout : {}
  const idle = parts.readIdleTimeout ?? readTimeout ?? readIdleTimeout
  const connect = parts.connectTimeout ?? connectTimeout
  return {
    timeoutMs: typeof timeout === 'string' ? durationMs(timeout) : undefined,
    connectTimeoutMs: connect === undefined ? undefined : durationMs(connect),
    idleTimeoutMs: idle === undefined ? idleMs : durationMs(idle),
  }
}

function addressOf({ uri, params }: HttpProperties): string {
  if (!params) return uri
  if (!URL.canParse(uri)) throw new Error(`\`uri\`: ${uri} is not an http or https address`)
  const url = new URL(uri)
  for (const [name, value] of Object.entries(params)) url.searchParams.append(name, value)
  return url.href
}

/** An author's own header wins over one that follows from another property, however it is spelled. */
async function messageOf(properties: HttpProperties, host: TaskHost): Promise<Message> {
  const { body, headers } = await contentOf(properties, host)
  const all: Record<string, string> = { ...authorization(properties), ...headers }
  for (const [name, value] of Object.entries(properties.headers ?? {})) all[name.toLowerCase()] = value
  return { body, headers: all }
}

async function contentOf(properties: HttpProperties, host: TaskHost): Promise<Message> {
  const { formData, body, contentType, options } = properties
  if (formData && contentType === filesType) return multipart(formData, host)
  if (formData) {
    const fields = Object.entries(formData).map(([name, value]): [string, string] => [name, textOf(value)])
    return { body: new URLSearchParams(fields).toString(), headers: { 'content-type': formType } }
  }
  if (body === undefined) return { headers: contentType === undefined ? {} : { 'content-type': contentType } }
  const headers = { 'content-type': contentType ?? 'application/json' }
  const charset = options.defaultCharset
  if (/^utf-?8$/i.test(charset)) return { body: textOf(body), headers }
  if (!/charset=/i.test(headers['content-type'])) headers['content-type'] += `; charset=${charset}`
  return { body: encoderOf(charset)(textOf(body)), headers }
}

async function multipart(formData: Record<string, Json>, host: TaskHost): Promise<Message> {
  const parts = await Promise.all(Object.entries(formData).map(([name, value]) => partOf(name, value, host)))
  const { contentType, length, content } = formBody(parts)
  return { body: content, headers: { 'content-type': contentType, 'content-length': String(length) } }
}

async function partOf(name: string, value: Json, host: TaskHost): Promise<FormPart> {
  const [uri, given] = fileIn(value)
  if (uri === undefined) return { name, text: textOf(value) }
  const fileName = given ?? decodeURIComponent(uri.split('/').at(-1) ?? '')
  return {
    name,
    file: { name: fileName, size: await host.files.size(uri), open: () => host.files.open(uri) },
  }
}

/** Address and name of a file that a field sends. */
function fileIn(value: Json): [uri?: string, name?: string] {
  const isFile = (text: Json | undefined): text is string =>
    typeof text === 'string' && text.startsWith('kestra://')
  if (isFile(value)) return [value]
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return []
  const { name, content } = value
  return isFile(content) && typeof name === 'string' ? [content, name] : []
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function authorization({ options }: HttpProperties): Record<string, string> {
  const { auth, basicAuthUser: username, basicAuthPassword: password } = options
  if (auth?.type === 'BEARER') return { authorization: `Bearer ${auth.token}` }
  const basic = auth ?? (username === undefined ? undefined : { username, password })
  if (!basic) return {}
  const both = `${basic.username}:${basic.password ?? ''}`
  return { authorization: `Basic ${Buffer.from(both).toString('base64')}` }
}

/** Whether a status is a success for this call. */
export function isSuccess(status: number, { allowFailed: older, options }: HttpProperties): boolean {
  const { allowFailed, allowedResponseCodes } = options
  if (allowedResponseCodes) return allowedResponseCodes.includes(status)
  return status < 400 || (older ?? allowFailed)
}

/** Writes down what the author wants to see of a call. */
export async function logCall(
  host: TaskHost,
  { logs }: HttpProperties['options'],
  seen: { call?: Pick<HttpCall, 'headers' | 'body'>; answer?: Pick<HttpAnswer, 'headers'>; text?: string },
): Promise<void> {
  const wants = (what: (typeof logged)[number]) => logs.includes(what)
  const say = (what: string, said: string) => host.log('INFO', `${what}: ${said}`)
  const { call, answer, text } = seen
  if (call && wants('REQUEST_HEADERS')) await say('Request headers', printed(call.headers))
  if (call?.body !== undefined && wants('REQUEST_BODY')) await say('Request body', bodyText(call.body))
  if (answer && wants('RESPONSE_HEADERS')) await say('Response headers', printed(answer.headers))
  if (text !== undefined && wants('RESPONSE_BODY')) await say('Response body', text)
}

/** A sign-in is no matter for a log, also where it came from no secret. */
function printed(headers: Record<string, string>): string {
  return Object.entries(headers)
    .map(
      ([name, value]) => `${name}: ${/^(authorization|cookie|set-cookie)$/i.test(name) ? '********' : value}`,
    )
    .join('; ')
}

function bodyText(body: NonNullable<HttpCall['body']>): string {
  if (typeof body === 'function') return '(a form with files)'
  return typeof body === 'string' ? body : Buffer.from(body).toString('utf8')
}
