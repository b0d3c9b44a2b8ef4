import { z } from 'zod'
import { env } from '#server/env.ts'
import { AppError } from '#server/errors.ts'
import { guardedFetch } from '#server/http/guarded-fetch.ts'
import { log } from '#server/log.ts'

/** What the page needs to show the riddle of the service that the operator named. */
export interface CaptchaView {
  siteKey: string
  scriptUrl: string
}

const patienceMs = 5000
const answer = z.object({ success: z.boolean() })

/** Undefined: there is none. */
export function captchaView(): CaptchaView | undefined {
  const { FORMWORK_CAPTCHA: captcha } = env()
  return captcha && { siteKey: captcha.siteKey, scriptUrl: captcha.scriptUrl }
}

/**
 * Asks the service whether a person solved its riddle; nothing is asked where none is set.
 * @throws AppError `forbidden` where not, `unavailable` where it does not answer: then nobody is let in unseen
 */
export async function demandCaptcha(given: string | undefined, address: string | undefined): Promise<void> {
  const { FORMWORK_CAPTCHA: captcha } = env()
  if (!captcha) return
  if (given === undefined || given === '') throw refused()
  const body = new URLSearchParams({ secret: captcha.secret, response: given })
  if (address !== undefined) body.set('remoteip', address)
  if (!(await ask(captcha.verifyUrl, body))) throw refused()
}

async function ask(url: string, body: URLSearchParams): Promise<boolean> {
  try {
    const send = guardedFetch(new URL(url).hostname)
    const response = await send(url, { method: 'POST', body, signal: AbortSignal.timeout(patienceMs) })
    return answer.parse(await response.json()).success
  } catch (error) {
    log().warn({ error: String(error) }, 'The captcha service does not answer')
    throw new AppError(
      'unavailable',
      'It cannot be checked now that you are no robot. Try again in a moment.',
    )
  }
}

function refused(): AppError {
  return new AppError('forbidden', 'Show first that you are no robot.')
}
