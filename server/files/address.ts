import path from 'node:path'
import { env } from '#server/env.ts'

/** Whose file it is: it stands in the address, and only that execution and its readers may open it. */
export interface FileOwner {
  namespace: string
  flowId: string
  executionId: string
}

const scheme = 'kestra:///'
/** No id of an execution, a task or an input begins so. */
const filesFolder = '_files'

/** `kestra:///company/finance/purchase-request/executions/<id>/<folder>/<name>`; the folder is one part, `tasks/<task>/<run>` or `inputs/<input>/<upload>`. */
export function fileAddress(owner: FileOwner, folder: string, name: string): string {
  const parts = [
    ...owner.namespace.split('.'),
    owner.flowId,
    'executions',
    owner.executionId,
    ...folder.split('/'),
    safeName(name),
  ]
  return scheme + parts.map(encodeURIComponent).join('/')
}

/** `kestra:///company/finance/_files/<id>/<name>`: what a file of a namespace held at one time. */
export function namespaceFileAddress(namespace: string, id: string, name: string): string {
  const parts = [...namespace.split('.'), filesFolder, id, safeName(name)]
  return scheme + parts.map(encodeURIComponent).join('/')
}

const requestsFolder = '_requests'

/** `kestra:///company/finance/_requests/<request>/<id>/<name>`: a file of a comment. No execution may read it. */
export function commentFileAddress(
  { namespace, requestId }: { namespace: string; requestId: string },
  id: string,
  name: string,
): string {
  const parts = [...namespace.split('.'), requestsFolder, requestId, id, safeName(name)]
  return scheme + parts.map(encodeURIComponent).join('/')
}

/** The namespace in the address of one of its files; undefined for any other address. */
export function namespaceIn(uri: string): string | undefined {
  const parts = partsOf(uri)
  return parts?.at(-3) === filesFolder ? parts.slice(0, -3).join('.') : undefined
}

/** The execution in the address; undefined for what is no address of ours. */
export function executionIn(uri: string): string | undefined {
  const parts = partsOf(uri)
  // from the end: a namespace or a flow may have this name too
  if (parts?.at(-4) === 'executions') return parts.at(-3)
  const kind = parts?.at(-4)
  return parts?.at(-6) === 'executions' && (kind === 'tasks' || kind === 'inputs') ? parts.at(-5) : undefined
}

/**
 * Where the bytes are. No part of an address can lead out of the folder.
 * @throws Error for what is no address of ours
 */
export function localPath(uri: string): string {
  const parts = partsOf(uri)
  if (!parts) throw new Error('That is not the address of a file.')
  return path.join(env().FORMWORK_HOME, 'files', ...parts)
}

function partsOf(uri: string): string[] | undefined {
  if (!uri.startsWith(scheme)) return undefined
  try {
    const parts = uri.slice(scheme.length).split('/').map(decodeURIComponent)
    return parts.length > 3 && parts.every(isPlain) ? parts : undefined
  } catch {
    return undefined
  }
}

function isPlain(part: string): boolean {
  return part !== '' && part !== '.' && part !== '..' && part.length <= 255 && !/[/\\\0]/.test(part)
}

/** Control signs and halves of signs; what turns the direction of writing, so that `fdp.exe` is read as `exe.pdf`. */
const unsafe = /[\p{Cc}\p{Surrogate}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069/\\]/gu
const mostNameBytes = 180
const mostEndingBytes = 40

/** A name that any file system takes, and that reads as it is: no separators, at most 180 bytes, its ending kept. */
export function safeName(name: string): string {
  const base = name
    .replace(/^.*[/\\]/s, '')
    .replace(unsafe, '')
    .trim()
  if (base === '' || base === '.' || base === '..') return 'file'
  const whole = path.extname(base)
  const ending = Buffer.byteLength(whole) > mostEndingBytes ? '' : whole
  return cut(base.slice(0, base.length - ending.length), mostNameBytes - Buffer.byteLength(ending)) + ending
}

/** The beginning of a text in so many bytes, whole signs only. */
function cut(text: string, most: number): string {
  const bytes = Buffer.from(text)
  if (bytes.length <= most) return text
  let end = most
  // the middle of a sign in UTF-8
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end--
  return bytes.toString('utf8', 0, end)
}
