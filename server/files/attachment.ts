import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { AppError } from '#server/errors.ts'
import { localPath } from './address.ts'

/** Streams stored bytes. Never shown in place: a file that somebody uploaded must not become a page of ours. @throws AppError `not-found` */
export async function attachment(
  uri: string,
  { name, contentType }: { name: string; contentType: string },
): Promise<Response> {
  const file = localPath(uri)
  const info = await stat(file).catch(missing)
  if (!info) throw new AppError('not-found', 'There is no such file any more.')
  return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream, {
    headers: {
      'content-type': contentType,
      'content-length': String(info.size),
      'content-disposition': dispositionOf(name),
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  })
}

/** The name under which a browser keeps what it is sent. */
export function dispositionOf(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\]/g, '_')
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`
}

/** A file whose row outlived it is not there; any other failure is the machine's. */
function missing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
