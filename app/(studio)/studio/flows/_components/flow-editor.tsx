'use client'

import { Save } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { namesIn } from '#components/yaml-editor/names-in.ts'
import type { EditorHandle } from '#components/yaml-editor/yaml-editor.tsx'
import { Button } from '#components/ui/button.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { toast } from '#components/ui/toast.tsx'
import { useKeptText } from '#components/yaml-editor/use-kept-text.ts'
import type { Language } from '#engine/flow/language.ts'
import { flowHref } from '../../../_components/param.ts'
import { EditorNotices } from './editor-notices.tsx'
import { keysOutside } from './keys-outside.ts'
import { NoteList } from './note-list.tsx'
import { withReplacement } from './quick-fix.ts'
import { ProblemList } from './problem-list.tsx'
import { SidePane } from './side-pane.tsx'
import { usePublish, type FlowKey } from './use-publish.ts'
import { useValidation } from './use-validation.ts'

const YamlEditor = dynamic(() => import('#components/yaml-editor/yaml-editor.tsx'), {
  ssr: false,
  loading: () => <Skeleton className="h-full rounded-none" />,
})

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

/** The source of a flow: problems as one types, suggestions, form and docs beside it, publishing. */
export function FlowEditor({ flow, source, draft, language, mayWrite, at }: FlowEditorProps) {
  const t = useTranslations('studio.editor')
  const router = useRouter()
  const editor = useRef<EditorHandle>(null)
  const key = flow ? `${flow.namespace}/${flow.id}` : 'new'
  const state = useKeptText(key, { source, revision: flow?.revision ?? 0 }, draft)
  const { problems, notes, checked } = useValidation(state.text)
  const [cursor, setCursor] = useState({ line: 0, column: 0 })
  const publishing = usePublish(flow, (published, sent) => {
    state.published(sent, published.revision)
    toast('success', t('published', { revision: published.revision }))
    if (flow && draft === undefined) router.refresh()
    else router.replace(flowHref(published.namespace, published.id))
  })
  const { version, text } = state
  const shownVersion = useRef(version)
  useEffect(() => {
    if (shownVersion.current === version) return
    shownVersion.current = version
    editor.current?.setText(text)
  }, [version, text])

  const maySave = mayWrite && (state.changed || !flow)
  function save() {
    if (maySave) void publishing.publish(state.text, state.revision)
  }
  async function loadNewest() {
    const newest = await publishing.loadNewest()
    if (newest) state.replace(newest.source, newest.revision)
  }

  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
      <div className="min-w-0 space-y-3">
        <EditorNotices
          state={state}
          publishing={publishing}
          restorable={flow !== undefined}
          onLoadNewest={() => void loadNewest()}
        />
        <div className="overflow-hidden rounded-lg border bg-surface">
          <div className="flex min-h-12 flex-wrap items-center justify-between gap-2 border-b px-3 py-1.5">
            <p role="status" className="text-sm text-ink-soft">
              {state.changed || !flow ? t('unsaved') : t('saved', { revision: state.revision })}
            </p>
            {mayWrite ? (
              <Button
                variant="primary"
                size="sm"
                pending={publishing.pending}
                disabled={!maySave}
                onClick={save}
              >
                <Save aria-hidden />
                {t('publish')}
              </Button>
            ) : (
              <p className="text-sm text-ink-faint">{t('readOnly')}</p>
            )}
          </div>
          <div className="h-[calc(100dvh-23rem)] min-h-80">
            <YamlEditor
              handle={editor}
              initial={state.text}
              at={taskIn(state.text, at)}
              label={t('source')}
              language={language}
              problems={problems}
              readOnly={!mayWrite}
              outside={keysOutside}
              onChange={state.setText}
              onSave={save}
              onCursor={(line, column) => {
                setCursor({ line, column })
              }}
            />
          </div>
          <ProblemList
            problems={problems}
            pending={checked !== state.text}
            onJump={(problem) => {
              editor.current?.jumpTo(problem)
            }}
          />
          <NoteList
            notes={notes}
            mayFix={mayWrite && checked === state.text}
            onJump={(note) => {
              editor.current?.jumpTo(note)
            }}
            onFix={(note) => {
              editor.current?.setText(withReplacement(state.text, note))
            }}
          />
        </div>
        <Keys />
      </div>
      <SidePane
        source={{
          text: state.text,
          valid: checked === state.text && problems.length === 0,
          checking: checked !== state.text,
        }}
        language={language}
        cursor={cursor}
        formKey={key}
        onPick={(task) => {
          const place = taskIn(state.text, task)
          if (place) editor.current?.jumpTo({ line: place.line + 1, column: place.column + 1 })
        }}
      />
    </div>
  )
}

function taskIn(text: string, task: string | undefined) {
  return task === undefined ? undefined : namesIn(text.split('\n')).tasks.find(({ id }) => id === task)
}

function Keys() {
  const t = useTranslations('studio.editor')
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-ink-faint max-sm:hidden">
      <span>
        <Kbd>Ctrl</Kbd> <Kbd>Space</Kbd> {t('keys.suggest')}
      </span>
      <span>
        <Kbd>Ctrl</Kbd> <Kbd>S</Kbd> {t('keys.publish')}
      </span>
      <span>
        <Kbd>Esc</Kbd> <Kbd>Tab</Kbd> {t('keys.leave')}
      </span>
    </p>
  )
}
