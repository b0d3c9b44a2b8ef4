import type { ShownValue } from '#engine/flow/approvals/types.ts'
import { ShownValues } from './shown-values.tsx'

interface VoteAnswersProps {
  values: readonly ShownValue[] | undefined
  fileHref(uri: string): string
}

/** What somebody answered with a decision; nothing where they answered nothing. */
export function VoteAnswers({ values = [], fileHref }: VoteAnswersProps) {
  if (values.length === 0) return null
  return (
    <div className="mt-2 rounded-lg border">
      <ShownValues values={values} fileHref={fileHref} none="" />
    </div>
  )
}
