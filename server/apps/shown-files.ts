import type { AppPageView } from './view.ts'

/** What an address may go on with, so that `…/note` is not found in `…/note.txt`. */
const goesOn = /^(?:[\w%/~-]|[.!*'()]+[\w%/~-])/

/** Whether a page shows this file to its reader: as a value, a picture, or a link in a text. */
export function showsFile(
  { blocks, request }: Pick<AppPageView, 'blocks' | 'request'>,
  uri: string,
): boolean {
  const spellings = [uri, encodeURIComponent(uri)]
  return textsIn([blocks, request ?? null]).some((text) => spellings.some((one) => holds(text, one)))
}

function* textsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield unescaped(value)
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) yield* textsOf(inner)
}

const textsIn = (value: unknown) => [...textsOf(value)]

/** As HTML spells what may stand in an address. */
function unescaped(text: string): string {
  return text.replace(/&#(?:39|x27);/gi, "'").replaceAll('&amp;', '&')
}

function holds(text: string, part: string): boolean {
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1))
    if (!goesOn.test(text.slice(at + part.length, at + part.length + 20))) return true
  return false
}
