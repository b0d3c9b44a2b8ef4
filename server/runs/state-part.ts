import type { StatePart } from '#engine/workflow/messages.ts'

/** Letters of one part: below the 2 MB of one answer, whatever the letters. */
const partLength = 500_000

/** A part of a long text, from 0. */
export function partOf(text: string, part: number): StatePart {
  const end = (part + 1) * partLength
  return { text: text.slice(part * partLength, end), more: end < text.length }
}
