import type { z } from 'zod'
import type { TaskActivity } from '#engine/catalog/host.ts'
import { durationMs } from '#engine/flow/duration.ts'
import type spec from './spec.ts'

type Read = z.output<typeof spec.properties>

/** Rendered, so no property holds a template any more. */
type Properties = Omit<Read, 'headers' | 'params' | 'formData'> & {
  headers?: Record<string, string>
  params?: Record<string, string>
  formData?: Record<string, string>
}

const httpRequest: TaskActivity<Properties> = async (properties, host) => {
  const { method, options } = properties
  const uri = addressOf(properties)
  await host.log('DEBUG', `${method} ${uri}`)
  const answer = await host.http.request({
    uri,
    method,
    ...contentOf(properties),
    timeoutMs: durationMs(options.timeout),
    followRedirects: options.followRedirects,
    maxBytes: options.maxBytes,
    signal: host.signal,
  })
  const body = Buffer.from(answer.body).toString('utf8')
  const outputs = { code: answer.status, headers: answer.headers, body, uri }
  if (isSuccess(answer.status, options)) return { state: 'SUCCESS', outputs }
  return { state: 'FAILED', message: `${method} ${uri} answered ${answer.status}`, outputs }
}

function addressOf({ uri, params }: Properties): string {
  if (!params) return uri
  if (!URL.canParse(uri)) throw new Error(`\`uri\`: ${uri} is not an http or https address`)
  const url = new URL(uri)
  for (const [name, value] of Object.entries(params)) url.searchParams.append(name, value)
  return url.href
}

/** An author's own header wins over one that follows from another property, however it is spelled. */
function contentOf(properties: Properties): { body?: string; headers: Record<string, string> } {
  const { headers: own = {}, formData, body } = properties
  const headers: Record<string, string> = { ...authorization(properties) }
  if (formData) headers['content-type'] = 'application/x-www-form-urlencoded'
  else if (body !== undefined) headers['content-type'] = properties.contentType ?? 'application/json'
  for (const [name, value] of Object.entries(own)) headers[name.toLowerCase()] = value
  if (formData) return { body: new URLSearchParams(formData).toString(), headers }
  return body === undefined
    ? { headers }
    : { body: typeof body === 'string' ? body : JSON.stringify(body), headers }
}

function authorization({ options: { auth } }: Properties): Record<string, string> {
  if (!auth) return {}
  if (auth.type === 'BEARER') return { authorization: `Bearer ${auth.token}` }
  return { authorization: `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}` }
}

function isSuccess(status: number, { allowFailed, allowedResponseCodes }: Properties['options']): boolean {
  return allowFailed || (allowedResponseCodes ? allowedResponseCodes.includes(status) : status < 400)
}

export default httpRequest
