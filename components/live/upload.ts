import type { UploadedFile, UploadOptions } from '#components/ui/host.tsx'
import { ApiError, send } from './api.ts'

const partBytes = 8 * 1024 * 1024
const tries = 5

/** XMLHttpRequest, because fetch does not tell how much of a body is sent. */
function put(
  path: string,
  part: Blob,
  { onSent, signal }: { onSent(bytes: number): void; signal: AbortSignal },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest()
    const abort = () => {
      call.abort()
    }
    call.open('PUT', `/api/v1${path}`)
    call.setRequestHeader('x-formwork-csrf', '1')
    call.setRequestHeader('content-type', 'application/octet-stream')
    call.upload.onprogress = (event) => {
      onSent(event.loaded)
    }
    call.onload = () => {
      if (call.status >= 200 && call.status < 300) resolve()
      else reject(new ApiError(call.status, messageOf(call)))
    }
    call.onerror = () => {
      reject(new ApiError(0, 'The server could not be reached'))
    }
    call.onabort = () => {
      reject(new DOMException('Removed', 'AbortError'))
    }
    call.onloadend = () => {
      signal.removeEventListener('abort', abort)
    }
    signal.addEventListener('abort', abort)
    call.send(part)
  })
}

function messageOf(call: XMLHttpRequest): string {
  try {
    const body = JSON.parse(call.responseText) as { message?: string }
    return body.message ?? call.statusText
  } catch {
    return call.statusText
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Sends a file in parts of 8 MB; a part that was lost is sent again: the server takes what it has twice only once.
 * @throws ApiError
 */
export async function uploadFile(file: File, { onProgress, signal }: UploadOptions): Promise<UploadedFile> {
  const { id } = await send<{ id: string }>('POST', '/uploads', {
    body: { name: file.name, size: file.size },
    signal,
  })
  const call: Part = { path: `/uploads/${id}`, onProgress, signal }
  for (let offset = 0; offset < file.size; offset += partBytes) await sendPart(file, offset, call)
  return { id, name: file.name, size: file.size }
}

interface Part extends UploadOptions {
  path: string
}

async function sendPart(file: File, offset: number, { path, onProgress, signal }: Part): Promise<void> {
  const onSent = (bytes: number) => {
    onProgress(offset + bytes, file.size)
  }
  for (let failed = 0; ; failed++) {
    try {
      await put(`${path}?offset=${String(offset)}`, file.slice(offset, offset + partBytes), {
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
