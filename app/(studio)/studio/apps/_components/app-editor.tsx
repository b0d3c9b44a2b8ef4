'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { toast } from '#components/ui/toast.tsx'
import { cn } from '#components/ui/cn.ts'
import { DocsPane } from '#components/yaml-editor/docs-pane.tsx'
import { SourceEditor, type BesideSource } from '#components/yaml-editor/source-editor.tsx'
import type { EditorLanguage } from '#components/yaml-editor/words-at.ts'
import { appHref } from '../../../_components/param.ts'
import { editorOutside } from '../../flows/_components/editor-outside.ts'
import { AppPreview } from './app-preview.tsx'

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

/** The source of an app, and beside it what people will see at each moment. */
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
      outside={editorOutside}
      mayWrite={mayWrite}
      label={t('source')}
      onPublished={({ uid, revision }) => {
        toast('success', editor('published', { revision }))
        if (app && draft === undefined) router.refresh()
        else router.replace(appHref(uid))
      }}
    >
      {(beside) => <Beside beside={beside} language={language} formKey={key} />}
    </SourceEditor>
  )
}

const panes = ['preview', 'docs'] as const

interface BesideProps {
  beside: BesideSource
  language: EditorLanguage
  formKey: string
}

function Beside({ beside: { source, cursor }, language, formKey }: BesideProps) {
  const t = useTranslations('studio.apps')
  const [pane, setPane] = useState<(typeof panes)[number]>('preview')
  return (
    <section aria-label={t('beside')} className="min-w-0 overflow-hidden rounded-lg border bg-surface">
      <div role="group" aria-label={t('beside')} className="flex min-h-12 items-center gap-1 border-b px-3">
        {panes.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={pane === name}
            onClick={() => {
              setPane(name)
            }}
            className={cn(
              'h-7 rounded-sm px-2.5 text-sm font-medium max-sm:h-11',
              pane === name ? 'bg-accent-soft text-accent-strong' : 'text-ink-soft hover:bg-sunken',
            )}
          >
            {t(name)}
          </button>
        ))}
      </div>
      {/* its choices stay while one looks into the docs */}
      <div hidden={pane !== 'preview'}>
        <AppPreview source={source} formKey={formKey} />
      </div>
      {pane === 'docs' ? (
        <div
          role="group"
          aria-label={t('docs')}
          tabIndex={0}
          className="max-h-[calc(100dvh-16rem)] min-h-80 overflow-y-auto p-4 focus-visible:-outline-offset-2"
        >
          <DocsPane text={source.text} cursor={cursor} language={language} />
        </div>
      ) : null}
    </section>
  )
}
