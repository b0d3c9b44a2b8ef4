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
 * Refuses what a program sent, by what people never do: filled in what they do not see, or were quicker than anybody reads.
 * A browser that fills in by itself may do the first for a person: the answer says what to do, and nothing is lost.
 * @throws AppError `conflict`, also where the ticket is not of this form, or too old
 */
export function demandPerson(appId: string, { ticket, trap }: FromForm, now = Date.now()): void {
  const opened = openToken(use, ticket, { shape, now })
  if (opened?.appId !== appId)
    throw new AppError(
      'conflict',
      'This form was opened too long ago. Load the page again; your answers stay.',
    )
  if ((trap ?? '') !== '')
    throw new AppError(
      'conflict',
      'A field that people do not see was filled in, perhaps by your browser. It is empty again and your answers are kept: send them once more.',
      { details: [{ path: 'trap', message: 'is not empty' }] },
    )
  if (now - opened.at < leastMs)
    throw new AppError(
      'conflict',
      'That was quicker than anybody reads. Your answers are kept: wait two seconds and send them once more.',
    )
}
