import { randomBytes } from 'node:crypto'

/** One field of a form: a text, or a file that is read when it is sent. */
export interface FormPart {
  name: string
  text?: string
  file?: { name: string; size: number; open(): Promise<AsyncIterable<Uint8Array>> }
}

export interface FormBody {
  contentType: string
  /** Bytes. */
  length: number
  content(): AsyncIterable<Uint8Array>
}

/** A form with files as its bytes, without holding them. */
export function formBody(parts: readonly FormPart[]): FormBody {
  const boundary = `formwork-${randomBytes(18).toString('hex')}`
  const encoder = new TextEncoder()
  const pieces = parts.map((part) => ({
    part,
    head: encoder.encode(headOf(part, boundary)),
    text: encoder.encode(part.text ?? ''),
  }))
  const end = encoder.encode(`--${boundary}--\r\n`)
  const lineEnd = encoder.encode('\r\n')
  const sizes = pieces.map(({ part, head, text }) => head.length + (part.file?.size ?? text.length) + 2)
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    length: sizes.reduce((sum, size) => sum + size, end.length),
    async *content() {
      for (const { part, head, text } of pieces) {
        yield head
        if (part.file) yield* await part.file.open()
        else yield text
        yield lineEnd
      }
      yield end
    },
  }
}

function headOf({ name, file }: FormPart, boundary: string): string {
  const named = `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"`
  if (!file) return `${named}\r\n\r\n`
  return `${named}; filename="${quoted(file.name)}"\r\nContent-Type: application/octet-stream\r\n\r\n`
}

/** As browsers do: nothing can end the quotes or the line. */
function quoted(text: string): string {
  return text.replace(/["\r\n]/g, (sign) => encodeURIComponent(sign))
}
