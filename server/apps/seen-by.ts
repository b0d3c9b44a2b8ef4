import type { Block } from '#engine/flow/app.ts'
import { blockSpecs } from '#generated/catalog/specs.ts'
import type { Actor } from '#server/actor.ts'

/** The blocks of a layout that a reader may see: without an account only those whose spec says so, at any depth. */
export function seenBy({ guest }: Pick<Actor, 'guest'>, blocks: readonly Block[]): Block[] {
  return guest ? forGuests(blocks) : [...blocks]
}

function forGuests(blocks: readonly Block[]): Block[] {
  return blocks
    .filter(({ type }) => blockSpecs[type]?.guests)
    .map((one) =>
      one.parts
        ? { ...one, parts: one.parts.map((part) => ({ ...part, blocks: forGuests(part.blocks) })) }
        : one,
    )
}
