/** What the bytes say; a name decides only among kinds of plain text, which have no mark of their own. */
export async function contentTypeOf(file: string, name: string): Promise<string> {
  const { fileTypeFromFile } = await import('file-type')
  const found = await fileTypeFromFile(file)
  if (found) return found.mime
  return texts[endingOf(name)] ?? 'application/octet-stream'
}

const endingOf = (name: string) => name.slice(name.lastIndexOf('.') + 1).toLowerCase()

const texts: Readonly<Record<string, string>> = {
  txt: 'text/plain; charset=utf-8',
  log: 'text/plain; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  yaml: 'application/yaml',
  yml: 'application/yaml',
  html: 'text/html; charset=utf-8',
  svg: 'image/svg+xml',
}

const office = ['application/zip', 'application/x-cfb']
const word = 'application/vnd.openxmlformats-officedocument'
/** Endings of kinds whose bytes begin with a mark, and what the bytes may be found to be. */
const marked: Readonly<Record<string, readonly string[]>> = {
  pdf: ['application/pdf'],
  png: ['image/png', 'image/apng'],
  jpg: ['image/jpeg'],
  jpeg: ['image/jpeg'],
  gif: ['image/gif'],
  webp: ['image/webp'],
  tif: ['image/tiff'],
  tiff: ['image/tiff'],
  heic: ['image/heic', 'image/heif', 'image/heic-sequence', 'image/heif-sequence'],
  zip: ['application/zip'],
  gz: ['application/gzip'],
  docx: [`${word}.wordprocessingml.document`, ...office],
  xlsx: [`${word}.spreadsheetml.sheet`, ...office],
  pptx: [`${word}.presentationml.presentation`, ...office],
  doc: office,
  xls: office,
  ppt: office,
  mp4: ['video/mp4', 'video/quicktime', 'video/x-m4v'],
  mov: ['video/quicktime'],
  mp3: ['audio/mpeg'],
}
const programs = ['application/x-msdownload', 'application/x-elf', 'application/x-mach-binary']
const marks = new Set([...Object.values(marked).flat(), ...programs])

/**
 * Whether the bytes are of another kind than the ending of the name says: no picture behind `.png`, or something that is no text behind `.csv`.
 * An ending that is not known belies nothing.
 */
export function isBelied(name: string, contentType: string): boolean {
  const ending = endingOf(name)
  if (Object.hasOwn(marked, ending)) return marked[ending]?.includes(contentType) !== true
  return Object.hasOwn(texts, ending) && marks.has(contentType)
}
