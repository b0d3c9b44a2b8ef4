import type { z } from 'zod'
import { isWithin } from '#engine/flow/inputs/json-text.ts'
import { AppError, type ErrorDetail } from '#server/errors.ts'
import { isStorable, parseJson, readText, withLimitedBody } from './read-body.ts'
import type { Route } from './route.ts'

/** What a handler is given, read by the schemas of its row. */
export interface ReadCall {
  params: unknown
  query: unknown
  body: unknown
  request: Request
  /** The body's text, where it was read: an idempotency key belongs to it. */
  text: string
}

/** Of a body: more than any value of ours has, and less than a stack holds. */
const mostLevels = 200

/** `a.0.b`, after where it was: `body`, `query` or `path`. */
function details(error: z.ZodError, place: string): ErrorDetail[] {
  return error.issues.map((issue) => ({
    message: issue.message,
    path: [place, ...issue.path.map(String)].filter((part) => part !== '').join('.'),
  }))
}

async function parse(schema: z.ZodType | undefined, value: unknown, place: string): Promise<unknown> {
  if (!schema) return value
  if (!isWithin(value, mostLevels)) {
    const message = `Lists and maps stand in one another deeper than ${mostLevels} levels.`
    throw new AppError('invalid', message, { details: [{ path: place, message }] })
  }
  if (!isStorable(value)) {
    throw new AppError('invalid', 'A text holds a character that cannot be stored.', {
      details: [{ path: place, message: 'holds NUL or half a surrogate pair' }],
    })
  }
  const read = await schema.safeParseAsync(value)
  if (read.success) return read.data
  const reasons = details(read.error, place === 'body' ? '' : place)
  throw new AppError('invalid', reasons[0]?.message ?? 'The call is not valid.', { details: reasons })
}

/** A parameter that comes more than once becomes a list. */
function queryOf(url: URL): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {}
  for (const name of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(name)
    query[name] = values.length === 1 ? (values[0] ?? '') : values
  }
  return query
}

async function readBody(row: Route, request: Request): Promise<{ body: unknown; text: string }> {
  if (!row.body || row.bodyKind === 'multipart' || row.bodyKind === 'stream') {
    return { body: undefined, text: '' }
  }
  const text = await readText(request, row.mostBytes)
  if (row.bodyKind === 'yaml') return { body: await parse(row.body, text, 'body'), text }
  return { body: await parse(row.body, text.trim() === '' ? undefined : parseJson(text), 'body'), text }
}

/**
 * Reads a call as its row declares.
 * @throws AppError `invalid` with every reason, `too-large`
 */
export async function readCall(
  row: Route,
  request: Request,
  params: Record<string, string>,
): Promise<ReadCall> {
  const streams = row.bodyKind === 'multipart' || row.bodyKind === 'stream'
  const limitedRequest = streams ? withLimitedBody(request) : request
  return {
    params: await parse(row.params, params, 'path'),
    query: await parse(row.query, queryOf(new URL(request.url)), 'query'),
    ...(await readBody(row, request)),
    request: limitedRequest,
  }
}
