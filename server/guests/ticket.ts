import { z } from 'zod'
import { AppError } from '#server/errors.ts'
import { openToken, sealToken } from '#server/secrets/sealed-token.ts'

const use = 'formwork public form'
const shape = z.strictObject({ appId: z.string(), at: z.number() })
const weekMs = 7 * 24 * 60 * 60 * 1000

/** Nobody has read a form sooner; our own page waits that long before it sends. */
export const leastMs = 2000

/** When a form was opened, sealed: it comes back with what is sent. */
export function ticketFor(appId: string, now = Date.now()): string {
  return sealToken(use, { appId, at: now }, now + weekMs)
}

/** What comes with a form that was opened without an account. */
export interface FromForm {
  ticket: string
  /** A field that people do not see. */
  trap?: string
}

/**
 * Whether a program sent this, by what people never do: filled in what they do not see, or were quicker than anybody reads.
 * It is answered as if it had been taken.
 * @throws AppError `conflict` where the ticket is not of this form, or too old
 */
export function isRobot(appId: string, { ticket, trap }: FromForm, now = Date.now()): boolean {
  const opened = openToken(use, ticket, { shape, now })
  if (opened?.appId !== appId)
    throw new AppError(
      'conflict',
      'This form was opened too long ago. Load the page again; your answers stay.',
    )
  return (trap ?? '') !== '' || now - opened.at < leastMs
}
