import type { z } from 'zod'
import type { HttpAnswer, TaskActivity } from '#engine/catalog/host.ts'
import { durationMs } from '#engine/flow/duration.ts'
import type { Json } from '#engine/flow/flow.ts'
import type spec from './spec.ts'

/** Rendered, so no property holds a template any more. */
type Properties = Omit<
  z.infer<typeof spec.properties>,
  'headers' | 'params' | 'formData' | 'followRedirects' | 'allowFailed' | 'allowedResponseCodes' | 'maxBytes'
> & {
  headers?: Record<string, string>
  params?: Record<string, string>
  formData?: Record<string, string>
  followRedirects: boolean
  allowFailed: boolean
  allowedResponseCodes?: number[]
  maxBytes: number
}

const httpRequest: TaskActivity<Properties> = async (properties, host) => {
  const uri = addressOf(properties)
  const { method, timeout, followRedirects, maxBytes } = properties
  const { body, contentType } = bodyOf(properties)
  const headers = {
    ...(contentType ? { 'content-type': contentType } : {}),
    ...authorization(properties),
    ...properties.headers,
  }
  await host.log('DEBUG', `${method} ${uri}`)
  const answer = await host.http.request({
    uri,
    method,
    headers,
    body,
    timeoutMs: durationMs(timeout),
    followRedirects,
    maxBytes,
    signal: host.signal,
  })
  const outputs = { code: answer.status, headers: answer.headers, body: readBody(answer), uri }
  if (isSuccess(answer.status, properties)) return { state: 'SUCCESS', outputs }
  return { state: 'FAILED', message: `${method} ${uri} answered ${answer.status}`, outputs }
}

function addressOf({ uri, params }: Properties): string {
  if (!params) return uri
  const url = new URL(uri)
  for (const [name, value] of Object.entries(params)) url.searchParams.append(name, value)
  return url.href
}

function bodyOf({ body, contentType, formData }: Properties): { body?: string; contentType?: string } {
  if (formData)
    return {
      body: new URLSearchParams(formData).toString(),
      contentType: 'application/x-www-form-urlencoded',
    }
  if (body === undefined) return {}
  if (typeof body === 'string') return { body, contentType: contentType ?? 'text/plain; charset=utf-8' }
  return { body: JSON.stringify(body), contentType: contentType ?? 'application/json' }
}

function authorization({ auth }: Properties): Record<string, string> {
  if (!auth) return {}
  if (auth.type === 'BEARER') return { authorization: `Bearer ${auth.token}` }
  return { authorization: `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}` }
}

function isSuccess(status: number, { allowFailed, allowedResponseCodes }: Properties): boolean {
  return status < 400 || allowFailed || (allowedResponseCodes?.includes(status) ?? false)
}

function readBody({ headers, body }: HttpAnswer): Json {
  const text = Buffer.from(body).toString('utf8')
  if (!/[/+]json\b/.test(headers['content-type'] ?? '')) return text
  try {
    return JSON.parse(text) as Json
  } catch {
    // says JSON and is none: the author sees what came
    return text
  }
}

export default httpRequest
