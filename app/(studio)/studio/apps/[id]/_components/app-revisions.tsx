'use client'

import { SourceRevisions } from '#components/yaml-editor/source-revisions.tsx'
import type { RevisionRow } from '#server/flows/view.ts'
import { appHref } from '../../../../_components/param.ts'

interface AppRevisionsProps {
  app: { uid: string; revision: number }
  initial: RevisionRow[]
  /** Of the newest revision. */
  source: string
}

/** The revisions of an app. */
export function AppRevisions({ app, initial, source }: AppRevisionsProps) {
  const base = `/apps/${encodeURIComponent(app.uid)}`
  return (
    <SourceRevisions
      path={`${base}/revisions`}
      topics={[]}
      initial={initial}
      revision={app.revision}
      source={source}
      pathOf={(revision) => `${base}/revisions/${String(revision)}`}
      restoreHref={(revision) => `${appHref(app.uid)}?revision=${String(revision)}`}
    />
  )
}
