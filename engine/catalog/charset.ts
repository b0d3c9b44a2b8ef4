/** Whether a text names a character set that files can be read and written in: Java's and the web's names. */
export function isCharset(name: string): boolean {
  try {
    decoderOf(name)
    return true
  } catch {
    return false
  }
}

/** Reads text of a character set. @throws Error for one that there is not */
export function decoderOf(name: string): TextDecoder {
  try {
    return new TextDecoder(name)
  } catch {
    throw new Error(`There is no character set \`${name}\``)
  }
}

/**
 * Writes text in a character set: UTF-8, UTF-16, or one of a byte a sign. A sign that it lacks becomes `?`.
 * @throws Error for one that cannot be written
 */
export function encoderOf(name: string): (text: string) => Uint8Array {
  const { encoding } = decoderOf(name)
  const utf8 = new TextEncoder()
  if (encoding === 'utf-8') return (text) => utf8.encode(text)
  if (encoding === 'utf-16le' || encoding === 'utf-16be')
    return (text) => utf16(text, encoding === 'utf-16le')
  const bytes = byteOfSign(encoding)
  return (text) => Uint8Array.from(text, (sign) => bytes.get(sign) ?? 0x3f)
}

/** Names of the web's character sets whose signs may take several bytes. */
const wide = new Set([
  'gbk',
  'gb18030',
  'big5',
  'euc-jp',
  'iso-2022-jp',
  'shift_jis',
  'euc-kr',
  'replacement',
])

function byteOfSign(encoding: string): Map<string, number> {
  if (wide.has(encoding)) throw new Error(`Files cannot be written in ${encoding}`)
  const signs = Array.from({ length: 256 }, (_, byte) =>
    new TextDecoder(encoding).decode(Uint8Array.of(byte)),
  )
  return new Map(signs.map((sign, byte) => [sign, byte]))
}

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(text.length * 2))
  for (let at = 0; at < text.length; at++) bytes.setUint16(at * 2, text.charCodeAt(at), littleEndian)
  return new Uint8Array(bytes.buffer)
}
