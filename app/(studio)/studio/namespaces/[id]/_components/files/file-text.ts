/** Bytes of the largest text that is edited in a browser. */
export const mostTextBytes = 1_000_000

/** A text as an editor has it: its lines end in a line feed. */
export interface FileText {
  text: string
  /** What its lines end in where it is kept: that of most of them. */
  lineEnd: '\n' | '\r\n'
}

/** @returns undefined for what is no text in UTF-8 */
export function readText(bytes: ArrayBuffer): FileText | undefined {
  try {
    // a byte order mark stays where it is
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    if (text.includes('\0')) return undefined
    const ends = text.split('\r\n').length - 1
    const lineEnd = ends * 2 > text.split('\n').length - 1 ? '\r\n' : '\n'
    return { text: text.replaceAll('\r\n', '\n').replaceAll('\r', '\n'), lineEnd }
  } catch {
    return undefined
  }
}

/** The bytes of a text that was edited. */
export function writeText({ text, lineEnd }: FileText): Blob {
  return new Blob([lineEnd === '\n' ? text : text.replaceAll('\n', lineEnd)])
}
