import { ApiError, callerHeaders, errorOf } from './api.ts'

interface BytesCall {
  method: 'POST' | 'PUT'
  /** Below `/api/v1`. */
  path: string
  body: Blob | FormData
  /** How many of its bytes are sent, those of a form's borders too. */
  onSent(bytes: number): void
  signal: AbortSignal
}

/**
 * Sends much and tells how far it is: XMLHttpRequest, because fetch does not.
 * @throws ApiError
 */
export function sendBytes({ method, path, body, onSent, signal }: BytesCall): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest()
    const abort = () => {
      call.abort()
    }
    call.open(method, `/api/v1${path}`)
    for (const [name, value] of Object.entries(callerHeaders())) call.setRequestHeader(name, value)
    if (body instanceof Blob) call.setRequestHeader('content-type', 'application/octet-stream')
    call.upload.onprogress = (event) => {
      onSent(event.loaded)
    }
    call.onload = () => {
      if (call.status >= 200 && call.status < 300) resolve()
      else
        reject(
          errorOf({
            status: call.status,
            statusText: call.statusText,
            text: call.responseText,
            retryAfter: call.getResponseHeader('retry-after'),
          }),
        )
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
    call.send(body)
  })
}
