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

/** A name that any file system takes: no separators or control signs, at most 180 bytes, its ending kept. */
export function safeName(name: string): string {
  const base = name
    .replace(/^.*[/\\]/, '')
    .replace(/[\p{Cc}/\\]/gu, '')
    .trim()
  if (base === '' || base === '.' || base === '..') return 'file'
  const ending = path.extname(base).slice(0, 20)
  const stem = ending ? base.slice(0, -ending.length) : base
  let short = stem
  while (Buffer.byteLength(short + ending) > 180) short = short.slice(0, -1)
  return short + ending
}
