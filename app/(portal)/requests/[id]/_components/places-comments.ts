import type { BlockView } from '#engine/flow/app-page.ts'

/** The author has placed the conversation within the page. */
export function placesComments(blocks: readonly BlockView[]): boolean {
  return blocks.some(
    ({ type, parts = [] }) => type === 'comments' || parts.some((part) => placesComments(part.blocks)),
  )
}
