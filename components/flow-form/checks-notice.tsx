'use client'

import { Notice } from '#components/ui/notice.tsx'
import type { FailedCheck } from '#engine/flow/inputs/checks.ts'

const tones = { ERROR: 'danger', SUCCESS: 'success', WARNING: 'warning', INFO: 'info' } as const

/** What the flow's checks say about the answers, before they are sent. */
export function ChecksNotice({ checks }: { checks: readonly FailedCheck[] }) {
  return (
    <div role="status" className="space-y-2 empty:hidden">
      {checks.map(({ message, style }, index) => (
        <Notice key={index} tone={tones[style]}>
          <p>{message}</p>
        </Notice>
      ))}
    </div>
  )
}
