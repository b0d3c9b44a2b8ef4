import type { JsonObject } from '#engine/flow/flow.ts'
import { request } from '#server/http/request.ts'
import { sealedFrom, unseal } from '#server/secrets/seal.ts'

const timeoutMs = 10_000
/** A chat answers `ok`, or a word that says what is wrong. */
const longestAnswer = 10_000

/** `refused`: for good; `failed`: worth another try, not before `retryAfterMs`. No error names the address. */
export type Posted =
  | { outcome: 'sent'; answer: string }
  | { outcome: 'refused'; error: string }
  | { outcome: 'failed'; error: string; retryAfterMs?: number }

/** Posts a message to an incoming webhook, behind the same guard as the calls of flows. @param sealed its address */
export async function postToChannel(sealed: string, message: JsonObject): Promise<Posted> {
  let url: string
  try {
    url = unseal(sealedFrom(sealed))
  } catch {
    return { outcome: 'refused', error: 'Its address cannot be read with the present key: set it again.' }
  }
  try {
    const { status, headers, body } = await request({
      uri: url,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
      followRedirects: false,
      timeoutMs,
      maxBytes: longestAnswer,
      signal: AbortSignal.timeout(timeoutMs),
    })
    const answer = new TextDecoder().decode(body).replaceAll(url, '…').trim().slice(0, 200)
    if (status >= 200 && status < 300) return { outcome: 'sent', answer }
    const error = `The chat answered ${status}: ${answer}`
    if (status !== 408 && status !== 429 && status < 500) return { outcome: 'refused', error }
    const seconds = Number(headers['retry-after'])
    return { outcome: 'failed', error, retryAfterMs: seconds > 0 ? seconds * 1000 : undefined }
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    return { outcome: 'failed', error: said.replaceAll(url, '(the webhook)') }
  }
}
