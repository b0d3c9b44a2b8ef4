import busboy from 'busboy'
import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { AppError } from '#server/errors.ts'

/** What a start's body brought: texts by input id, and files, stored as uploads, by input id. */
export type ReceivedInputs = Record<string, unknown>

/** Takes a file's bytes as they come. @returns the id of its upload */
export type TakeFile = (name: string, content: AsyncIterable<Uint8Array>) => Promise<string>

const textBytes = 1024 * 1024
const partsAtMost = 500

/**
 * Reads the body of a start: one part an input, as Kestra's clients send it, or JSON. A file part is named `files` and its file
 * name is the input's id; or it is named after the input.
 * @throws AppError `invalid`, `too-large`
 */
export async function readStartBody(request: Request, take: TakeFile): Promise<ReceivedInputs> {
  const type = request.headers.get('content-type') ?? ''
  if (!request.body || type === '') return {}
  if (type.startsWith('application/json')) return readJson(await request.text())
  if (/^(multipart\/form-data|application\/x-www-form-urlencoded)/.test(type))
    return readParts(request, type, take)
  throw new AppError('invalid', `A start is sent as multipart/form-data or JSON, but received ${type}`)
}

function readJson(text: string): ReceivedInputs {
  if (text.trim() === '') return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new AppError('invalid', 'The body is no JSON.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new AppError('invalid', 'The inputs must be a map.')
  return { ...value }
}

async function readParts(request: Request, type: string, take: TakeFile): Promise<ReceivedInputs> {
  const received: ReceivedInputs = {}
  const files: Promise<void>[] = []
  const parser = partParser(type)
  const stream = Readable.fromWeb(request.body as WebStream<Uint8Array>)
  await new Promise<void>((resolve, reject) => {
    const fail = (error: unknown) => {
      stream.unpipe(parser)
      stream.resume()
      reject(error instanceof AppError ? error : malformed(error))
    }
    parser.on('field', (name, value, { valueTruncated }) => {
      if (valueTruncated)
        fail(new AppError('too-large', `The input ${name} is longer than 1 MB; send it as a file.`))
      put(received, name, value)
    })
    parser.on('file', (name, content, { filename }) => {
      const id = name === 'files' && filename ? filename : name
      // it may break off before anybody reads it
      content.on('error', fail)
      const taken = take(filename ?? id, content).then((upload) => {
        put(received, id, upload)
      })
      taken.catch((error: unknown) => {
        content.resume()
        fail(error)
      })
      files.push(taken)
    })
    for (const limit of ['fieldsLimit', 'filesLimit', 'partsLimit'] as const) {
      parser.on(limit, () => fail(new AppError('too-large', `A start has at most ${partsAtMost} parts.`)))
    }
    parser.on('error', fail)
    stream.on('error', fail)
    parser.on('close', resolve)
    stream.pipe(parser)
  })
  await Promise.all(files)
  return received
}

/** A part that comes again makes a list, as forms and clients send several values of one input. */
function put(received: ReceivedInputs, name: string, value: string): void {
  const before = Object.hasOwn(received, name) ? received[name] : undefined
  const all = before === undefined ? value : [before, value].flat()
  Object.defineProperty(received, name, { value: all, enumerable: true, writable: true, configurable: true })
}

function partParser(type: string): busboy.Busboy {
  try {
    return busboy({
      headers: { 'content-type': type },
      limits: { fieldSize: textBytes, parts: partsAtMost },
      defParamCharset: 'utf8',
    })
  } catch (error) {
    throw malformed(error)
  }
}

function malformed(error: unknown): AppError {
  return new AppError(
    'invalid',
    `The body cannot be read: ${error instanceof Error ? error.message : String(error)}`,
  )
}
