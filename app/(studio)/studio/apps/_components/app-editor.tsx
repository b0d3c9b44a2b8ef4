'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { toast } from '#components/ui/toast.tsx'
import { DocsPane } from '#components/yaml-editor/docs-pane.tsx'
import { SourceEditor, type BesideSource } from '#components/yaml-editor/source-editor.tsx'
import type { EditorLanguage } from '#components/yaml-editor/words-at.ts'
import { appHref } from '../../../_components/param.ts'
import { keysOutside } from '../../flows/_components/keys-outside.ts'

interface AppEditorProps {
  /** Absent: the app is new. */
  app?: { uid: string; revision: number }
  /** Names the text of a new app in this browser. */
  newAs?: string
  source: string
  /** An older revision's source, to publish again. */
  draft?: string
  language: EditorLanguage
  mayWrite: boolean
}

/** The source of an app, and beside it what its words mean. */
export function AppEditor({ app, newAs = 'new', source, draft, language, mayWrite }: AppEditorProps) {
  const t = useTranslations('studio.apps')
  const editor = useTranslations('studio.editor')
  const router = useRouter()
  const key = `app:${app?.uid ?? newAs}`
  return (
    <SourceEditor<{ uid: string; revision: number }>
      keptAs={key}
      saved={{ source, revision: app?.revision ?? 0 }}
      draft={draft}
      door={{ path: app && `/apps/${encodeURIComponent(app.uid)}`, create: '/apps' }}
      validate="/apps/validate"
      language={language}
      outside={keysOutside}
      mayWrite={mayWrite}
      label={t('source')}
      onPublished={({ uid, revision }) => {
        toast('success', editor('published', { revision }))
        if (app && draft === undefined) router.refresh()
        else router.replace(appHref(uid))
      }}
    >
      {(beside) => <Beside beside={beside} language={language} />}
    </SourceEditor>
  )
}

interface BesideProps {
  beside: BesideSource
  language: EditorLanguage
}

function Beside({ beside: { source, cursor }, language }: BesideProps) {
  const t = useTranslations('studio.apps')
  return (
    <section
      aria-label={t('beside')}
      tabIndex={0}
      className="max-h-[calc(100dvh-13rem)] min-h-80 min-w-0 overflow-y-auto rounded-lg border bg-surface p-4 focus-visible:-outline-offset-2"
    >
      <DocsPane text={source.text} cursor={cursor} language={language} />
    </section>
  )
}
