import { env } from '#server/env.ts'
import { AppError } from '#server/errors.ts'

/** Bytes of a JSON or YAML body. */
const textBytes = 2 * 1024 * 1024
/** Of the parts of a form beside its files. */
const besideFiles = 1024 * 1024

function tooLarge(limit: number): AppError {
  return new AppError('too-large', `The body is larger than ${limit} bytes.`)
}

/** A body that ends in an error once it is longer than the limit, whatever its Content-Length says. */
function limited(body: ReadableStream<Uint8Array>, limit: number): ReadableStream<Uint8Array> {
  let seen = 0
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        seen += chunk.byteLength
        if (seen > limit) controller.error(tooLarge(limit))
        else controller.enqueue(chunk)
      },
    }),
  )
}

function refuseAnnounced(request: Request, limit: number): void {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge(limit)
}

/**
 * The body as text.
 * @throws AppError `too-large`, or `invalid` when it is not UTF-8
 */
export async function readText(request: Request, most = textBytes): Promise<string> {
  refuseAnnounced(request, most)
  if (!request.body) return ''
  const bytes = await new Response(limited(request.body, most)).arrayBuffer()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new AppError('invalid', 'The body is not UTF-8 text.')
  }
}

/** Characters that Postgres stores in no text: NUL and halves of a surrogate pair. */
const unstorable = /\0|\p{Surrogate}/u

/** Whether every text in a JSON value, names too, can be stored. */
export function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !unstorable.test(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, inner]) => !unstorable.test(name) && isStorable(inner))
}

/** @throws AppError `invalid` with what the parser says */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const message = error instanceof Error ? error.message : 'not JSON'
    throw new AppError('invalid', 'The body is not valid JSON.', { details: [{ path: '', message }] })
  }
}

/** The request with a body that a handler can stream and that ends at the limit of uploads. */
export function withLimitedBody(request: Request): Request {
  const limit = env().FORMWORK_MAX_UPLOAD_MB * 1024 * 1024 + besideFiles
  refuseAnnounced(request, limit)
  if (!request.body) return request
  const init: RequestInit & { duplex: 'half' } = {
    method: request.method,
    headers: request.headers,
    body: limited(request.body, limit),
    signal: request.signal,
    duplex: 'half',
  }
  return new Request(request.url, init)
}
