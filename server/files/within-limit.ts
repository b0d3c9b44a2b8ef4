import { env } from '#server/env.ts'
import { AppError } from '#server/errors.ts'
import type { Content } from './write-whole.ts'

/** Refuses a file that is larger than any may be; a guest's may be less. `size`: bytes. @throws AppError `too-large` */
export function demandSize(size: number, { guest }: { guest?: boolean } = {}): void {
  const { FORMWORK_MAX_UPLOAD_MB, FORMWORK_GUEST_UPLOAD_MB } = env()
  const most = guest ? Math.min(FORMWORK_MAX_UPLOAD_MB, FORMWORK_GUEST_UPLOAD_MB) : FORMWORK_MAX_UPLOAD_MB
  if (size > most * 1_000_000) throw new AppError('too-large', `The file is larger than ${most} MB.`)
}

/** The same bytes, where the size is known only at the end. @throws AppError `too-large` as soon as they are too many */
export async function* withinLimit(content: Content): AsyncIterable<Uint8Array> {
  let size = 0
  for await (const chunk of content instanceof Uint8Array ? [content] : content) {
    size += chunk.length
    demandSize(size)
    yield chunk
  }
}
