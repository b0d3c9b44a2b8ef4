import type { z } from 'zod'
import { callOf, isSuccess, logCall, type HttpProperties } from '#engine/catalog/http-message.ts'
import type { TaskActivity } from '#engine/catalog/host.ts'
import type { JsonObject } from '#engine/flow/flow.ts'
import type spec from './spec.ts'

type Properties = Pick<z.output<typeof spec.properties>, 'messageText' | 'payload' | 'url'> &
  Pick<HttpProperties, 'options'>

/** Slack answers `ok`, or a word that says what is wrong. */
const longestAnswer = 10_000

const slack: TaskActivity<Properties> = async ({ url, messageText, payload, options }, host) => {
  const message = { ...messageOf(payload), ...(messageText === undefined ? {} : { text: messageText }) }
  const call = await callOf({ uri: url, method: 'POST', body: message, options }, host)
  await logCall(host, options, { call })
  const answer = await posted(url, () => host.http.request({ ...call, maxBytes: longestAnswer }))
  const text = new TextDecoder().decode(answer.body)
  await logCall(host, options, { answer, text })
  if (isSuccess(answer.status, { uri: url, method: 'POST', options }))
    return { state: 'SUCCESS', outputs: {} }
  return { state: 'FAILED', message: `The chat answered ${answer.status}: ${text.trim().slice(0, 200)}` }
}

function messageOf(payload: Properties['payload']): JsonObject {
  if (typeof payload === 'object') return payload as JsonObject
  if (payload === undefined) return {}
  try {
    const value: unknown = JSON.parse(payload)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject
  } catch (error) {
    throw new Error(
      `\`payload\` is not JSON: ${String(error)}. Texts with quotes or line breaks go into \`messageText\`.`,
    )
  }
  throw new Error('`payload` is not a map in JSON')
}

/** The address is a key to the channel: it stands in no error, also where it came from no secret. */
async function posted<T>(url: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes(url)) throw error
    throw new Error(error.message.replaceAll(url, '(the webhook)'))
  }
}

export default slack
