import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { executionIn, localPath } from './address.ts'

/**
 * Opens a file of this execution.
 * @throws Error for another execution's file, and for one that is not there
 */
export async function openFile(executionId: string, uri: string): Promise<AsyncIterable<Uint8Array>> {
  return createReadStream(await pathOf(executionId, uri))
}

/** The local path of a file of this execution; the same refusals. */
export async function pathOf(executionId: string, uri: string): Promise<string> {
  if (executionIn(uri) !== executionId) throw new Error(`The file ${uri} is not one of this execution.`)
  const file = localPath(uri)
  await access(file).catch(() => {
    throw new Error(`There is no file ${uri}.`)
  })
  return file
}
