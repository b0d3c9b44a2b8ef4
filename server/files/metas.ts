import { db } from '#server/db.ts'

export interface FileMetas {
  name: string
  /** Bytes. */
  size: number
  sha256: string
  contentType: string
}

/** What is known of a file of this execution; undefined where it has none of that address. */
export async function fileMetas(executionId: string, uri: string): Promise<FileMetas | undefined> {
  const row = await db.storedFile.findUnique({ where: { uri } })
  if (row?.executionId !== executionId) return undefined
  return { name: row.name, size: Number(row.size), sha256: row.sha256, contentType: row.contentType }
}
