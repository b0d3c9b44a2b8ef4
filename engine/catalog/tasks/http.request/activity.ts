import type { z } from 'zod'
import { decoderOf, isCharset } from '#engine/catalog/charset.ts'
import type { HttpAnswer, TaskActivity, TaskResult } from '#engine/catalog/host.ts'
import { callOf, isSuccess, logCall, type HttpProperties } from '#engine/catalog/http-message.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import type spec from './spec.ts'

type Properties = HttpProperties & Pick<z.output<typeof spec.properties>, 'options' | 'encryptBody'>

const httpRequest: TaskActivity<Properties> = async (properties, host) => {
  const { method, options } = properties
  const call = await callOf(properties, host)
  await host.log('DEBUG', `${method} ${call.uri}`)
  await logCall(host, options, { call })
  const maxBytes = options.maxContentLength ?? options.maxBytes
  const answer = await host.http.request({ ...call, maxBytes })
  const text = textOf(answer, options.defaultCharset)
  host.metric({ name: 'response.length', type: 'counter', value: answer.body.length })
  await logCall(host, options, { answer, ...(properties.encryptBody ? {} : { text }) })
  return resultOf(properties, { answer, text, uri: call.uri })
}

interface Answered {
  answer: HttpAnswer
  text: string
  uri: string
}

function resultOf(properties: Properties, { answer, text, uri }: Answered): TaskResult {
  const { status: code, headers } = answer
  const kept: JsonObject = properties.encryptBody ? { encryptedBody: text } : { body: text }
  const result = { outputs: { code, headers, ...kept, uri }, sealed: ['encryptedBody'] }
  if (isSuccess(code, properties)) return { state: 'SUCCESS', ...result }
  return { state: 'FAILED', message: `${properties.method} ${uri} answered ${code}`, ...result }
}

/** In the character set that the answer names, where there is such a one. */
function textOf({ headers, body }: HttpAnswer, charset: string): string {
  const [, named = ''] = /charset="?([\w-]+)/i.exec(headers['content-type'] ?? '') ?? []
  return decoderOf(isCharset(named) ? named : charset).decode(body)
}

export default httpRequest
