import { rm } from 'node:fs/promises'
import { db, type Tx } from '#server/db.ts'
import { executionIn, localPath } from './address.ts'
import { mayRead } from './readable.ts'

/**
 * Takes the rows of all files of executions away.
 * @param keepValues leaves what the product keeps for itself: big values of outputs, lists of items
 * @returns their addresses, for `removeBytes` after the commit
 */
export async function deleteFiles(
  tx: Tx,
  executionIds: readonly string[],
  { keepValues = false } = {},
): Promise<string[]> {
  const where = {
    executionId: { in: [...executionIds] },
    ...(keepValues ? { NOT: [{ uri: { contains: '/_values/' } }, { uri: { contains: '/_items/' } }] } : {}),
  }
  const files = await tx.storedFile.findMany({ where, select: { uri: true } })
  await tx.storedFile.deleteMany({ where })
  return files.map(({ uri }) => uri)
}

/** Removes bytes that no row tells of any more. */
export async function removeBytes(uris: readonly string[]): Promise<void> {
  for (const uri of uris) await rm(localPath(uri), { force: true })
}

/** What the product keeps for itself in an execution's folder: big values of outputs, lists of items. */
const internal = /\/(_values|_items)\/[^/]+$/

/**
 * Removes one file that an execution may read.
 * @returns whether there was one
 * @throws Error for any other execution's file
 */
export async function deleteFile(executionId: string, uri: string): Promise<boolean> {
  if (executionIn(uri) === undefined || internal.test(uri) || !(await mayRead(executionId, uri)))
    throw new Error(`The file ${uri} is not one of this execution.`)
  const { count } = await db.storedFile.deleteMany({ where: { uri } })
  await removeBytes([uri])
  return count > 0
}

/** Removes all files of an execution that is not removed itself. @returns their addresses */
export async function deleteOwnFiles(executionId: string): Promise<string[]> {
  const uris = await deleteFiles(db, [executionId], { keepValues: true })
  await removeBytes(uris)
  return uris
}
