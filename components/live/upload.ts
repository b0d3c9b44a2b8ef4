import type { UploadedFile, UploadOptions } from '#components/ui/host.tsx'
import { ApiError, send } from './api.ts'
import { sendBytes } from './send-bytes.ts'

const partBytes = 8 * 1024 * 1024
const tries = 5

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Sends a file in parts of 8 MB; a part that was lost is sent again: the server takes what it has twice only once. Another call goes
 * on after the parts that have arrived.
 * @throws ApiError
 */
export async function uploadFile(file: File, { arrived, ...options }: UploadOptions): Promise<UploadedFile> {
  arrived.id ??= (
    await send<{ id: string }>('POST', '/uploads', {
      body: { name: file.name, size: file.size },
      signal: options.signal,
    })
  ).id
  const { id } = arrived
  for (; arrived.offset < file.size; arrived.offset += partBytes)
    await sendPart(file, arrived.offset, { path: `/uploads/${id}`, ...options })
  return { id, name: file.name, size: file.size }
}

interface Part extends Omit<UploadOptions, 'arrived'> {
  path: string
}

async function sendPart(file: File, offset: number, { path, onProgress, signal }: Part): Promise<void> {
  const onSent = (bytes: number) => {
    onProgress(offset + bytes, file.size)
  }
  for (let failed = 0; ; failed++) {
    // taken away during a pause
    signal.throwIfAborted()
    try {
      await sendBytes({
        method: 'PUT',
        path: `${path}?offset=${String(offset)}`,
        body: file.slice(offset, offset + partBytes),
        signal,
        onSent,
      })
      return
    } catch (error) {
      if (!(error instanceof ApiError) || failed >= tries) throw error
      // A repeat finds the file whole where only the answer was lost.
      if (failed > 0 && error.status === 409) return
      if (!error.offline && error.status < 500) throw error
      await pause(500 * 2 ** failed)
    }
  }
}
