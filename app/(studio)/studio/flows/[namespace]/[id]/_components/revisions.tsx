'use client'

import { SourceRevisions } from '#components/yaml-editor/source-revisions.tsx'
import type { RevisionRow } from '#server/flows/view.ts'
import { flowHref } from '../../../../../_components/param.ts'

interface RevisionsProps {
  flow: { namespace: string; id: string; revision: number }
  initial: RevisionRow[]
  /** Of the newest revision. */
  source: string
  mayDelete: boolean
}

/** The revisions of a flow. */
export function Revisions({ flow, initial, source, mayDelete }: RevisionsProps) {
  const base = `/flows/${encodeURIComponent(flow.namespace)}/${encodeURIComponent(flow.id)}`
  return (
    <SourceRevisions
      path={`${base}/revisions`}
      topics={[`flow:${flow.namespace}/${flow.id}`]}
      initial={initial}
      revision={flow.revision}
      source={source}
      pathOf={(revision) => `${base}?source=true&revision=${String(revision)}`}
      restoreHref={(revision) => `${flowHref(flow.namespace, flow.id)}?revision=${String(revision)}`}
      deletePath={mayDelete ? (revision) => `${base}/revisions?revisions=${String(revision)}` : undefined}
    />
  )
}
