import type { UploadedFile, UploadOptions } from '#components/ui/host.tsx'
import { ApiError, get, send } from './api.ts'

const partBytes = 8 * 1024 * 1024
const tries = 5

/** How far the server is with an upload. */
interface UploadAnswer {
  id: string
  received: number
}

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

/** Sends a file in parts; a part that was lost is sent again from where the server is. */
export async function uploadFile(file: File, { onProgress, signal }: UploadOptions): Promise<UploadedFile> {
  const { id } = await send<UploadAnswer>('POST', '/uploads', {
    body: { name: file.name, size: file.size },
    signal,
  })
  let offset = 0
  let failed = 0
  while (offset < file.size) {
    const from = offset
    const part = file.slice(from, from + partBytes)
    try {
      await put(`/uploads/${id}?offset=${String(from)}`, part, {
        signal,
        onSent: (bytes) => {
          onProgress(from + bytes, file.size)
        },
      })
      offset = from + part.size
      failed = 0
    } catch (error) {
      failed += 1
      const worthwhile =
        error instanceof ApiError && (error.offline || error.status >= 500 || error.status === 409)
      if (!worthwhile || failed >= tries) throw error
      await pause(500 * 2 ** failed)
      offset = await receivedOf(id, from, signal)
    }
  }
  return { id, name: file.name, size: file.size }
}

async function receivedOf(id: string, otherwise: number, signal: AbortSignal): Promise<number> {
  try {
    return (await get<UploadAnswer>(`/uploads/${id}`, signal)).received
  } catch (error) {
    if (error instanceof ApiError && error.offline) return otherwise
    throw error
  }
}
