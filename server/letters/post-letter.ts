import { createHash } from 'node:crypto'
import type { Letter } from '#engine/catalog/outside-host.ts'
import { db } from '#server/db.ts'
import { hasMail } from '#server/mail/settings.ts'
import { seal } from '#server/secrets/seal.ts'
import { sizeOfReadable } from '#server/tasks/readable-file.ts'

const worthMs = 3 * 24 * 60 * 60 * 1000
const mostBytes = 20_000_000

/** The attempt that writes a letter. */
interface Writer {
  executionId: string
  namespace: string
  taskRunId: string
  attempt: number
}

/**
 * Keeps a letter of a task for the worker. The same attempt writes one only, however often it is repeated. Without a mail
 * server it waits, and is given up after three days.
 * @throws Error for a file that the execution may not read, and for more than 20 MB of them
 */
export async function postLetter(
  { executionId, namespace, taskRunId, attempt }: Writer,
  letter: Letter,
): Promise<{ id: string; hasServer: boolean }> {
  await demandSmall({ executionId, namespace }, letter)
  const id = createHash('sha256')
    .update(JSON.stringify([executionId, taskRunId, attempt]))
    .digest('base64url')
  const content = seal(JSON.stringify(letter)).value
  const until = new Date(Date.now() + worthMs)
  await db.letter.createMany({ data: [{ id, executionId, namespace, content, until }], skipDuplicates: true })
  return { id, hasServer: hasMail() }
}

async function demandSmall(
  reader: Pick<Writer, 'executionId' | 'namespace'>,
  { attachments }: Letter,
): Promise<void> {
  let bytes = 0
  for (const { uri } of attachments) bytes += await sizeOfReadable(reader, uri)
  if (bytes > mostBytes)
    throw new Error(`The attachments have ${bytes} bytes, and a mail takes ${mostBytes} at most`)
}
