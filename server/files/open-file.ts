import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { localPath } from './address.ts'
import { mayRead } from './readable.ts'

/**
 * Opens a file of this execution, of one that started it or of one that it started.
 * @throws Error for any other execution's file, and for one that is not there
 */
export async function openFile(executionId: string, uri: string): Promise<AsyncIterable<Uint8Array>> {
  return createReadStream(await pathOf(executionId, uri))
}

/** The local path of such a file; the same refusals. */
export async function pathOf(executionId: string, uri: string): Promise<string> {
  if (!(await mayRead(executionId, uri))) throw new Error(`The file ${uri} is not one of this execution.`)
  const file = localPath(uri)
  await access(file).catch(() => {
    throw new Error(`There is no file ${uri}.`)
  })
  return file
}
