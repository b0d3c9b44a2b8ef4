/** What a file of such an ending begins with; one that is not here may begin with anything. */
const beginnings: Readonly<Record<string, readonly string[]>> = {
  pdf: ['%PDF-'],
  png: ['\x89PNG\r\n\x1a\n'],
  jpg: ['\xff\xd8\xff'],
  jpeg: ['\xff\xd8\xff'],
  gif: ['GIF87a', 'GIF89a'],
  zip: ['PK'],
  docx: ['PK'],
  xlsx: ['PK'],
  pptx: ['PK'],
}

/** A PDF may have something before its beginning. */
const lookedAt = 1024

/** Whether a file can be what its name says, by its first bytes: so that nobody sends much in vain. The server judges again. */
export async function isPlausible(file: File): Promise<boolean> {
  const ending = /\.([a-z0-9]+)$/i.exec(file.name)?.[1]?.toLowerCase() ?? ''
  const known = beginnings[ending]
  if (!known) return true
  const bytes = new Uint8Array(await file.slice(0, lookedAt).arrayBuffer())
  const text = String.fromCharCode(...bytes)
  return known.some((begin) => (ending === 'pdf' ? text.includes(begin) : text.startsWith(begin)))
}
