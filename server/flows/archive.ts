import { deflateRawSync, inflateRawSync, crc32 } from 'node:zlib'
import { AppError } from '#server/errors.ts'

/** A text file of an archive. */
export interface Packed {
  name: string
  text: string
}

/** Any file of an archive. */
export interface PackedBytes {
  name: string
  bytes: Buffer
}

/** What an archive may unpack to. */
export interface Most {
  files: number
  fileBytes: number
  allBytes: number
}

const mostText: Most = { files: 2000, fileBytes: 1_000_000, allBytes: 50_000_000 }
const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 }

/** A ZIP archive of text files. */
export function zip(files: readonly Packed[]): Buffer {
  return zipBytes(files.map(({ name, text }) => ({ name, bytes: Buffer.from(text) })))
}

/** A ZIP archive. */
export function zipBytes(files: readonly PackedBytes[]): Buffer {
  const parts: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const { name, bytes: data } of files) {
    const path = Buffer.from(name)
    const packed = deflateRawSync(data)
    const head = headerOf(path, data, packed)
    const local = Buffer.concat([
      numbers([4, signatures.local]),
      head,
      numbers([2, path.length], [2, 0]),
      path,
      packed,
    ])
    central.push(
      Buffer.concat([
        numbers([4, signatures.central], [2, 20]),
        head,
        numbers([2, path.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]),
        path,
      ]),
    )
    parts.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(central)
  const count = files.length
  const end = numbers(
    [4, signatures.end],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, directory.length],
    [4, offset],
    [2, 0],
  )
  return Buffer.concat([...parts, directory, end])
}

/** Version, flags (UTF-8 names), method (deflate), time and date (1980), checksum and sizes: alike in both headers of a file. */
function headerOf(_path: Buffer, data: Buffer, packed: Buffer): Buffer {
  return numbers(
    [2, 20],
    [2, 0x0800],
    [2, 8],
    [2, 0],
    [2, 0x21],
    [4, crc32(data)],
    [4, packed.length],
    [4, data.length],
  )
}

function numbers(...fields: [2 | 4, number][]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((sum, [size]) => sum + size, 0))
  let at = 0
  for (const [size, value] of fields)
    at = size === 2 ? buffer.writeUInt16LE(value, at) : buffer.writeUInt32LE(value, at)
  return buffer
}

export function isZip(bytes: Buffer): boolean {
  return bytes.length >= 22 && [signatures.local, signatures.end].includes(bytes.readUInt32LE(0))
}

/**
 * The text files of a ZIP archive, those of folders too. Nothing is written: a name is only a name, and one that leads out of the
 * archive is refused, as is an archive that unpacks to more than 2,000 files, 1 MB a file or 50 MB in all.
 * @throws AppError `invalid`, `too-large`
 */
export function unzip(bytes: Buffer): Packed[] {
  return unzipBytes(bytes, mostText).map((file) => ({ name: file.name, text: file.bytes.toString('utf8') }))
}

/** All files of a ZIP archive, within limits; the same refusals. */
export function unzipBytes(bytes: Buffer, most: Most): PackedBytes[] {
  try {
    return read(bytes, most)
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError(
      'invalid',
      'The archive cannot be read: it is damaged, or of a kind that is not supported.',
    )
  }
}

function read(bytes: Buffer, most: Most): PackedBytes[] {
  const end = bytes.lastIndexOf(numbers([4, signatures.end]))
  if (end < 0) throw new AppError('invalid', 'The archive has no end: it is not whole.')
  const count = bytes.readUInt16LE(end + 10)
  if (count > most.files) throw new AppError('too-large', `The archive has more than ${most.files} files.`)
  const files: PackedBytes[] = []
  let at = bytes.readUInt32LE(end + 16)
  let all = 0
  for (let n = 0; n < count; n++) {
    if (bytes.readUInt32LE(at) !== signatures.central)
      throw new AppError('invalid', 'The archive is damaged.')
    const [nameLength, extra, comment] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place))
    const name = bytes.toString('utf8', at + 46, at + 46 + (nameLength ?? 0))
    if (!name.endsWith('/')) {
      const unpacked = unpack(bytes, { entry: at, name, fileBytes: most.fileBytes })
      all += unpacked.length
      if (all > most.allBytes)
        throw new AppError('too-large', `The archive unpacks to more than ${most.allBytes} bytes.`)
      files.push({ name, bytes: unpacked })
    }
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0)
  }
  return files
}

/** What is packed at an entry of the directory; the sizes that it states are not trusted. */
function unpack(
  bytes: Buffer,
  { entry, name, fileBytes }: { entry: number; name: string; fileBytes: number },
): Buffer {
  if (name.startsWith('/') || name.includes('\\') || name.split('/').includes('..')) {
    throw new AppError('invalid', `The archive has a file whose name leads out of it: ${name.slice(0, 200)}`)
  }
  const [flags, method] = [bytes.readUInt16LE(entry + 8), bytes.readUInt16LE(entry + 10)]
  if ((flags & 1) !== 0) throw new AppError('invalid', `${name} is encrypted.`)
  if (method !== 0 && method !== 8)
    throw new AppError('invalid', `${name} is packed in a way that is not supported.`)
  const size = bytes.readUInt32LE(entry + 20)
  const local = bytes.readUInt32LE(entry + 42)
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
  const packed = bytes.subarray(start, start + size)
  const isTooLarge = () => new AppError('too-large', `${name} unpacks to more than ${fileBytes} bytes.`)
  if (method === 0) {
    if (packed.length > fileBytes) throw isTooLarge()
    return packed
  }
  try {
    return inflateRawSync(packed, { maxOutputLength: fileBytes })
  } catch (error) {
    if (error instanceof RangeError) throw isTooLarge()
    throw error
  }
}
