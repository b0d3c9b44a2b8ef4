import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { z } from 'zod'
import type { CallTrigger, ReceivedCall } from '#engine/catalog/trigger-host.ts'
import type { Json } from '#engine/flow/flow.ts'
import type spec from './spec.ts'

type Properties = z.output<typeof spec.properties>
type Signature = NonNullable<Properties['signature']>

/** Opens doors elsewhere: conditions may look at them, but they are stored nowhere. */
const credentials = new Set(['authorization', 'proxy-authorization', 'cookie'])

const receive: CallTrigger<Properties> = async (properties, call) => {
  if (!same(await call.render(properties.key), call.key)) return { kind: 'foreign' }
  const signed = properties.signature && (await judge(properties.signature, call))
  if (signed && 'problem' in signed) return { kind: 'refused', message: signed.problem }
  const variables = {
    body: bodyOf(call.body),
    headers: { ...call.headers },
    parameters: { ...call.parameters },
    ...(call.path === undefined ? {} : { path: call.path }),
  }
  const headers = Object.fromEntries(
    Object.entries(variables.headers).filter(([name]) => !credentials.has(name)),
  )
  return {
    kind: 'taken',
    variables,
    stored: { ...variables, headers },
    repeat: signed?.repeat,
    answer: {
      wait: properties.wait,
      outputsOnly: properties.returnOutputs,
      contentType: properties.responseContentType,
      status: properties.responseCode,
    },
  }
}

export default receive

/** In a time that tells nothing of where they differ. */
function same(expected: string, given: string): boolean {
  const [a, b] = [expected, given].map((text) => createHash('sha256').update(text).digest())
  return expected !== '' && a !== undefined && b !== undefined && timingSafeEqual(a, b)
}

/** A map or a list is read; every other text stays as it came, and no text is null. */
function bodyOf(text: string): Json {
  if (text === '') return null
  try {
    const value: Json = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : text
  } catch {
    // no JSON: the text itself is what the caller sent
    return text
  }
}

async function judge(
  signature: Signature,
  call: ReceivedCall,
): Promise<{ repeat?: string } | { problem: string }> {
  const given = call.headers[signature.header.toLowerCase()]?.[0]
  if (given === undefined) return { problem: `The header ${signature.header} is missing.` }
  const timestamp = signature.timestampHeader && call.headers[signature.timestampHeader.toLowerCase()]?.[0]
  if (signature.timestampHeader && !isFresh(timestamp, signature, call.at))
    return { problem: `The header ${signature.timestampHeader} is missing, no time, or too old.` }
  const secret = await call.render(signature.secret)
  const hash = createHmac(signature.algorithm, secret).update(payloadOf(signature, { call, timestamp }))
  if (secret === '' || !same(signature.prefix + hash.digest(signature.encoding), given))
    return { problem: 'The signature is not right.' }
  return timestamp === undefined ? {} : { repeat: given }
}

function isFresh(timestamp: string | undefined, { toleranceSeconds }: Signature, at: number): boolean {
  if (timestamp === undefined || !/^\d{1,12}(\.\d+)?$/.test(timestamp)) return false
  return Math.abs(at / 1000 - Number(timestamp)) <= toleranceSeconds
}

function payloadOf(
  { payload }: Signature,
  { call, timestamp }: { call: ReceivedCall; timestamp: string | undefined },
): string {
  const pattern = payload ?? (timestamp === undefined ? '{body}' : '{timestamp}.{body}')
  return pattern.replace(/\{(body|timestamp)\}/g, (_, name) =>
    name === 'body' ? call.body : (timestamp ?? ''),
  )
}
