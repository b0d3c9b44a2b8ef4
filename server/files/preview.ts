import { createReadStream } from 'node:fs'
import path from 'node:path'
import { isCharset } from '#engine/catalog/charset.ts'
import type { Json } from '#engine/flow/flow.ts'
import type { Actor } from '#server/actor.ts'
import { AppError } from '#server/errors.ts'
import { localPath } from './address.ts'
import { executionFileMetas } from './download.ts'
import type { FileMetas } from './metas.ts'
import { csvRows, ionRows, type Rows } from './preview-rows.ts'

/** The beginning of a file, for a person to look at: Kestra's shape. */
export interface FilePreview {
  /** Of the name, without its dot. */
  extension: string
  /** Bytes of the whole file. */
  size: number
  /** `BINARY`: nothing that could be shown. */
  type: 'TEXT' | 'MARKDOWN' | 'LIST' | 'IMAGE' | 'PDF' | 'BINARY'
  /** Text, rows, or the whole in base64. */
  content: Json
  maxLine: number
  truncated: boolean
}

export interface PreviewWish {
  uri: string
  /** Default 100, at most 5,000. */
  maxRows?: number
  /** Default UTF-8. */
  encoding?: string
}

const defaultRows = 100
const mostRows = 5_000
const textBytes = 2 * 1024 * 1024
/** A picture is shown whole or not at all. */
const wholeBytes = 4 * 1024 * 1024
const images = new Set(['jpg', 'jpeg', 'png', 'svg', 'gif', 'bmp', 'webp'])

/**
 * The beginning of a file of an execution, for those who may read its files.
 * @throws AppError `not-found`, `invalid` for an encoding that there is not
 */
export async function previewExecutionFile(
  actor: Actor,
  executionId: string,
  wish: PreviewWish,
): Promise<FilePreview> {
  return previewFile(await executionFileMetas(actor, executionId, wish.uri), wish)
}

/** The same of a file that the caller knows to be the reader's to see. @throws AppError `not-found`, `invalid` for an encoding that there is not */
export async function previewFile(
  { name, size }: Pick<FileMetas, 'name' | 'size'>,
  { uri, maxRows = defaultRows, encoding = 'UTF-8' }: PreviewWish,
): Promise<FilePreview> {
  if (!isCharset(encoding)) throw new AppError('invalid', `Unable to preview using encoding '${encoding}'`)
  const extension = path.extname(name).slice(1).toLowerCase()
  const file: Previewed = {
    local: localPath(uri),
    size,
    extension,
    encoding,
    maxLine: Math.min(maxRows, mostRows),
  }
  try {
    return { extension, size, maxLine: file.maxLine, ...(await contentOf(file)) }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new AppError('not-found', 'There is no such file any more.')
    throw error
  }
}

interface Previewed {
  local: string
  size: number
  extension: string
  encoding: string
  maxLine: number
}

type Shown = Pick<FilePreview, 'type' | 'content' | 'truncated'>

async function contentOf(file: Previewed): Promise<Shown> {
  const { extension, maxLine, encoding } = file
  if (images.has(extension)) return whole(file, 'IMAGE')
  if (extension === 'pdf') return whole(file, 'PDF')
  const begin = await beginOf(file)
  // text of two bytes a sign is full of zeros
  if (begin.includes(0) && !/^utf-?16/i.test(encoding))
    return { type: 'BINARY', content: '', truncated: true }
  const isCut = begin.length < file.size
  const text = () => textOf(new TextDecoder(encoding).decode(begin), { ...file, isCut })
  if (extension === 'ion') return listed(() => ionRows(begin, { maxLine, isCut }), text)
  if (extension === 'csv') return listed(() => csvRows(begin, { maxLine, isCut, encoding }), text)
  return text()
}

/** Rows; where the name promised too much, the text that is there. */
async function listed(read: () => Promise<Rows>, text: () => Shown): Promise<Shown> {
  try {
    const { rows, truncated } = await read()
    return { type: 'LIST', content: rows, truncated }
  } catch {
    return text()
  }
}

async function whole({ local, size }: Previewed, type: 'IMAGE' | 'PDF'): Promise<Shown> {
  if (size > wholeBytes) return { type, content: '', truncated: true }
  return { type, content: (await bytesOf(local, wholeBytes)).toString('base64'), truncated: false }
}

function beginOf({ local }: Previewed): Promise<Buffer> {
  return bytesOf(local, textBytes)
}

async function bytesOf(local: string, most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of createReadStream(local, { end: most - 1 })) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}

function textOf(text: string, { extension, maxLine, isCut }: Previewed & { isCut: boolean }): Shown {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return {
    type: extension === 'md' ? 'MARKDOWN' : 'TEXT',
    content: lines.slice(0, maxLine).join('\n'),
    truncated: isCut || lines.length > maxLine,
  }
}
