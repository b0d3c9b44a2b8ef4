import { CircleCheck, CircleX, Undo2 } from 'lucide-react'
import type { Say } from '#engine/flow/approvals/types.ts'

/** Beside the words that say the same. */
export function VoteIcon({ vote }: { vote: Say }) {
  if (vote === 'APPROVE') return <CircleCheck aria-hidden className="size-4 text-success" />
  if (vote === 'SEND_BACK') return <Undo2 aria-hidden className="size-4 text-warning" />
  return <CircleX aria-hidden className="size-4 text-danger" />
}
