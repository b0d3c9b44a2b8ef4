import { isStorable } from '#server/api/read-body.ts'
import { AppError } from '#server/errors.ts'

/** A keyset cursor: the sort values of a page's last row, opaque to the client. */
export function cursorOf(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** @throws AppError `invalid` for what no page of ours gave */
export function readCursor(after: string | undefined, length: number): string[] | undefined {
  if (after === undefined) return undefined
  const values = parse(after)
  if (values?.length === length) return values
  throw new AppError('invalid', 'This page does not exist: `after` is not a cursor of this list.', {
    details: [{ path: 'query.after', message: 'is not a cursor of this list' }],
  })
}

function parse(after: string): string[] | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'))
    return Array.isArray(value) && value.every((item) => typeof item === 'string') && isStorable(value)
      ? value
      : undefined
  } catch {
    // whatever it was, it was no cursor
    return undefined
  }
}

/** An instant of a cursor. @throws AppError `invalid` */
export function instantOf(text: string | undefined): Date {
  const date = new Date(text ?? '')
  // the database knows fewer years than JavaScript
  if (!(Math.abs(date.getUTCFullYear()) <= 9999))
    throw new AppError('invalid', 'This page does not exist: `after` is not a cursor of this list.')
  return date
}
