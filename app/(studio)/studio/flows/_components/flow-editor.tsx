'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { toast } from '#components/ui/toast.tsx'
import { namesIn } from '#components/yaml-editor/names-in.ts'
import { SourceEditor } from '#components/yaml-editor/source-editor.tsx'
import type { Language } from '#engine/flow/language.ts'
import { flowHref } from '../../../_components/param.ts'
import { editorOutside } from './editor-outside.ts'
import { SidePane } from './side-pane.tsx'

interface FlowKey {
  namespace: string
  id: string
}

interface FlowEditorProps {
  /** Absent: the flow is new. */
  flow?: FlowKey & { revision: number }
  source: string
  /** An older revision's source, to publish again. */
  draft?: string
  language: Language
  mayWrite: boolean
  /** Id of the task that the cursor begins at. */
  at?: string
}

/** The source of a flow, and beside it form, graph and docs. */
export function FlowEditor({ flow, source, draft, language, mayWrite, at }: FlowEditorProps) {
  const t = useTranslations('studio.editor')
  const router = useRouter()
  const key = flow ? `${flow.namespace}/${flow.id}` : 'new'
  const path = flow && `/flows/${encodeURIComponent(flow.namespace)}/${encodeURIComponent(flow.id)}`
  return (
    <SourceEditor<FlowKey & { revision: number }>
      keptAs={key}
      saved={{ source, revision: flow?.revision ?? 0 }}
      draft={draft}
      door={{ path, create: '/flows', withSource: '?source=true' }}
      validate="/flows/validate"
      language={language}
      outside={editorOutside}
      mayWrite={mayWrite}
      label={t('source')}
      at={(text) => taskIn(text, at)}
      onPublished={(published) => {
        toast('success', t('published', { revision: published.revision }))
        if (flow && draft === undefined) router.refresh()
        else router.replace(flowHref(published.namespace, published.id))
      }}
    >
      {({ source: judged, cursor, jumpTo }) => (
        <SidePane
          source={judged}
          language={language}
          cursor={cursor}
          formKey={key}
          path={path}
          onPick={(task) => {
            const place = taskIn(judged.text, task)
            if (place) jumpTo({ line: place.line + 1, column: place.column + 1 })
          }}
        />
      )}
    </SourceEditor>
  )
}

function taskIn(text: string, task: string | undefined) {
  return task === undefined ? undefined : namesIn(text.split('\n')).tasks.find(({ id }) => id === task)
}
