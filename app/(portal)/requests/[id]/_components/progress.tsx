'use client'

import { Card, Section } from '#components/ui/card.tsx'
import type { RequestView } from '#server/requests/view.ts'
import { Expected } from './expected.tsx'
import { Nudge } from './nudge.tsx'
import { Sentence } from './sentence.tsx'
import { StageLine } from './stage-line.tsx'

/** Where the request stands: in a sentence, stage by stage, and when it will likely end. */
export function Progress({ request }: { request: RequestView }) {
  return (
    <Section id="stages" title={<Sentence request={request} />} actions={<Nudge request={request} />}>
      <Card className="p-5">
        <StageLine stages={request.stages} />
        <Expected expected={request.expected} />
      </Card>
    </Section>
  )
}
