'use client'

import { TokenList } from '#app/_tokens/token-list.tsx'
import type { Permission } from '#server/people/permissions.ts'
import type { TokenList as List } from '#server/tokens/view.ts'

/** One's own tokens for the API. */
export function Tokens({ initial, held }: { initial: List; held: readonly Permission[] }) {
  return <TokenList path="/me/api-tokens" initial={initial} held={held} mayRevoke />
}
