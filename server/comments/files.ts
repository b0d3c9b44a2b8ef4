import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Actor } from '#server/actor.ts'
import { db, type Tx } from '#server/db.ts'
import { AppError } from '#server/errors.ts'
import { commentFileAddress, localPath } from '#server/files/address.ts'
import { removeBytes } from '#server/files/delete-files.ts'
import { uploadPath } from '#server/files/upload-path.ts'
import { writeWhole } from '#server/files/write-whole.ts'

/** Bytes of a comment that stand where they will stay; their rows are still to be written. */
export interface StoredUpload {
  uploadId: string
  uri: string
  name: string
  size: number
  sha256: string
  contentType: string
}

/**
 * Copies the bytes of uploads before the transaction, which would else hold its locks as long as that takes.
 * @throws AppError `invalid` for an upload that is not there, not whole, used or another's
 */
export async function storeUploads(
  actor: Actor,
  place: { namespace: string; requestId: string },
  uploadIds: readonly string[],
): Promise<StoredUpload[]> {
  const ids = [...new Set(uploadIds)]
  const rows = await db.upload.findMany({ where: { id: { in: ids }, ...ready(actor) } })
  const stored: StoredUpload[] = []
  try {
    for (const id of ids) {
      const row = rows.find((one) => one.id === id)
      if (!row) throw gone()
      const uri = commentFileAddress(place, randomBytes(9).toString('base64url'), row.name)
      const { size, sha256 } = await writeWhole(localPath(uri), createReadStream(uploadPath(id)))
      // a part may have come after it was whole
      if (sha256 !== row.sha256) {
        await removeBytes([uri])
        throw gone()
      }
      const contentType = row.contentType ?? 'application/octet-stream'
      stored.push({ uploadId: id, uri, name: row.name, size, sha256, contentType })
    }
    return stored
  } catch (error) {
    await removeBytes(stored.map(({ uri }) => uri))
    throw error
  }
}

/** Writes the rows, and uses the uploads up. @throws AppError `invalid` where one was used meanwhile */
export async function attachFiles(
  tx: Tx,
  actor: Actor,
  { commentId, requestId, files }: { commentId: string; requestId: string; files: readonly StoredUpload[] },
): Promise<void> {
  if (files.length === 0) return
  const { count } = await tx.upload.updateMany({
    where: { id: { in: files.map(({ uploadId }) => uploadId) }, ...ready(actor) },
    data: { requestId },
  })
  if (count !== files.length) throw gone()
  await tx.commentFile.createMany({
    data: files.map(({ uploadId: _, ...file }, position) => ({ ...file, commentId, position })),
  })
}

const ready = (actor: Actor) => ({ personId: actor.id, complete: true, requestId: null })

function gone(): AppError {
  return new AppError('invalid', 'A file is not there any more. Choose it again.', {
    details: [{ path: 'uploadIds', message: 'file-unknown' }],
  })
}
