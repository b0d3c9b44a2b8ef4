import busboy from 'busboy'
import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { AppError } from '#server/errors.ts'

/** A file of a form, as it comes. */
export interface FilePart {
  /** As its sender calls it; may be empty. */
  name: string
  content: AsyncIterable<Uint8Array>
}

/**
 * Reads a form and hands on the file that comes in one of its parts.
 * @throws AppError `invalid` for what is no form, or has no such part
 */
export async function readFilePart<T>(
  request: Request,
  part: string,
  take: (file: FilePart) => Promise<T>,
): Promise<T> {
  const type = request.headers.get('content-type') ?? ''
  if (!request.body || !type.startsWith('multipart/form-data'))
    throw new AppError('invalid', `A file is sent as a form, in the part \`${part}\`.`)
  const stream = Readable.fromWeb(request.body as WebStream<Uint8Array>)
  let taken: Promise<T> | undefined
  await new Promise<void>((resolve, reject) => {
    const parser = partsOf(type)
    const fail = (error: unknown) => {
      stream.unpipe(parser)
      stream.resume()
      reject(error)
    }
    const malformed = (error: unknown) =>
      fail(error instanceof AppError ? error : new AppError('invalid', 'The form cannot be read.'))
    parser.on('file', (name, content, { filename }) => {
      if (name !== part || taken) return void content.resume()
      // it may break off before anybody reads it
      content.on('error', malformed)
      taken = take({ name: filename ?? '', content })
      taken.catch(fail)
    })
    parser.on('error', malformed)
    parser.on('close', resolve)
    stream.on('error', malformed)
    stream.pipe(parser)
  })
  if (!taken) throw new AppError('invalid', `The form has no part \`${part}\`.`)
  return taken
}

/** The bytes of a part in one piece. @throws AppError `too-large` */
export async function wholePart({ content }: FilePart, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of content) {
    size += chunk.length
    if (size > limit) throw new AppError('too-large', `The file is larger than ${limit} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function partsOf(type: string): busboy.Busboy {
  try {
    return busboy({
      headers: { 'content-type': type },
      limits: { files: 5, fields: 20 },
      defParamCharset: 'utf8',
    })
  } catch {
    throw new AppError('invalid', 'The form cannot be read: its content type names no boundary.')
  }
}
