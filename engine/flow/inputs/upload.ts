import type { Input, Json } from '../flow.ts'
import { refused } from './raw.ts'
import type { InputHost, ReadResult, UploadedFile } from './types.ts'

const units: Readonly<Record<string, number>> = { B: 1, KB: 1000, MB: 1_000_000, GB: 1_000_000_000 }

/** `10MB` or a number, in bytes. */
export function sizeInBytes(size: Json | undefined): number | undefined {
  if (typeof size === 'number') return size
  const match = typeof size === 'string' ? /^(\d+)\s*(B|KB|MB|GB)?$/i.exec(size.trim()) : null
  return match ? Number(match[1]) * (units[(match[2] ?? 'B').toUpperCase()] ?? 1) : undefined
}

/** The judgement over a file that form and server share; what its bytes are only the server knows. */
function checkFile(file: UploadedFile, input: Pick<Input, 'id' | 'options'>): ReadResult {
  const { allowedFileExtensions: allowed, maxSize } = input.options
  const name = file.name.toLowerCase()
  const extensions = Array.isArray(allowed) ? allowed.map(String) : []
  // a client that sends the input's id as the name says nothing of the kind
  const isNamed = file.name !== input.id
  if (
    isNamed &&
    extensions.length > 0 &&
    !extensions.some((extension) => name.endsWith(extension.toLowerCase()))
  ) {
    return refused('file-type', { extensions: extensions.join(', ') })
  }
  if (isNamed && extensions.length > 0 && file.belied === true)
    return refused('file-content', { extensions: extensions.join(', ') })
  const limit = sizeInBytes(maxSize)
  if (limit !== undefined && file.size > limit) return refused('file-size', { limit })
  return { value: null }
}

/** Looks the upload up where the host can, or each of several. */
export async function checkUpload(
  host: InputHost,
  input: Input,
  value: Json | undefined,
): Promise<ReadResult> {
  if (!host.upload) return { value }
  for (const id of [value].flat()) {
    if (typeof id !== 'string') continue
    const file = await host.upload(id)
    if (!file) return refused('file-unknown')
    const result = checkFile(file, input)
    if ('problem' in result) return result
  }
  return { value }
}
