'use client'

import { Save } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { Note, Problem } from '#engine/flow/problem.ts'
import type { Outside } from './completion.ts'
import { EditorNotices } from './editor-notices.tsx'
import { NoteList } from './note-list.tsx'
import { ProblemList } from './problem-list.tsx'
import { withReplacement } from './quick-fix.ts'
import { useKeptText } from './use-kept-text.ts'
import { usePublish, type SourceDoor } from './use-publish.ts'
import { useValidation } from './use-validation.ts'
import type { EditorLanguage } from './words-at.ts'
import type { EditorHandle } from './yaml-editor.tsx'

const YamlEditor = dynamic(() => import('./yaml-editor.tsx'), {
  ssr: false,
  loading: () => <Skeleton className="h-full rounded-none" />,
})

/** A text as it is judged. */
export interface SourceState {
  text: string
  /** It has no problems, as far as the server was asked. */
  valid: boolean
  /** The server is being asked. */
  checking: boolean
}

/** What stands beside the text. */
export interface BesideSource {
  source: SourceState
  cursor: { line: number; column: number }
  /** Leads the cursor to a place, counted from 1. */
  jumpTo(place: Pick<Problem, 'line' | 'column'>): void
}

interface SourceEditorProps<Published> {
  /** Names the text in this browser. */
  keptAs: string
  /** `revision` 0: not saved yet. */
  saved: { source: string; revision: number }
  /** An older revision's source, to publish again. */
  draft?: string
  door: SourceDoor
  /** REST path that judges a text. */
  validate: string
  language: EditorLanguage
  outside: Outside
  mayWrite: boolean
  /** Name of the text box. */
  label: string
  /** Where the cursor is at first, counted from 0. */
  at?(text: string): { line: number; column: number } | undefined
  onPublished(published: Published): void
  children(beside: BesideSource): ReactNode
}

/** A source: problems as one types, suggestions, publishing, and beside it what the caller shows of it. */
export function SourceEditor<Published extends { revision: number }>(props: SourceEditorProps<Published>) {
  const { keptAs, saved, draft, mayWrite, children } = props
  const t = useTranslations('studio.editor')
  const editor = useRef<EditorHandle>(null)
  const isNew = saved.revision === 0
  const state = useKeptText(keptAs, saved, draft)
  const { problems, notes, checked } = useValidation(props.validate, state.text)
  const [cursor, setCursor] = useState({ line: 0, column: 0 })
  const publishing = usePublish<Published>(props.door, (published, sent) => {
    state.published(sent, published.revision)
    props.onPublished(published)
  })
  const { version, text } = state
  const shownVersion = useRef(version)
  useEffect(() => {
    if (shownVersion.current === version) return
    shownVersion.current = version
    editor.current?.setText(text)
  }, [version, text])

  const maySave = mayWrite && (state.changed || isNew)
  function save() {
    if (maySave) void publishing.publish(state.text, state.revision)
  }
  async function loadNewest() {
    const newest = await publishing.loadNewest()
    if (newest) state.replace(newest.source, newest.revision)
  }
  const jumpTo = (place: Pick<Problem, 'line' | 'column'>) => editor.current?.jumpTo(place)

  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_minmax(26rem,38%)]">
      <div className="min-w-0 space-y-3">
        <EditorNotices
          state={state}
          publishing={publishing}
          restorable={!isNew}
          onLoadNewest={() => void loadNewest()}
        />
        <div className="overflow-hidden rounded-lg border bg-surface">
          <div className="flex min-h-12 flex-wrap items-center justify-between gap-2 border-b px-3 py-1.5">
            <p role="status" className="text-sm text-ink-soft">
              {state.changed || isNew ? t('unsaved') : t('saved', { revision: state.revision })}
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
              at={props.at?.(state.text)}
              label={props.label}
              language={props.language}
              problems={problems}
              readOnly={!mayWrite}
              outside={props.outside}
              onChange={state.setText}
              onSave={save}
              onCursor={(line, column) => {
                setCursor({ line, column })
              }}
            />
          </div>
          <Judged
            {...{ problems, notes, jumpTo }}
            pending={checked !== state.text}
            mayFix={mayWrite && checked === state.text}
            onFix={(note) => editor.current?.setText(withReplacement(state.text, note))}
          />
        </div>
        <Keys />
      </div>
      {children({
        source: {
          text: state.text,
          valid: checked === state.text && problems.length === 0,
          checking: checked !== state.text,
        },
        cursor,
        jumpTo,
      })}
    </div>
  )
}

interface JudgedProps {
  problems: readonly Problem[]
  notes: readonly Note[]
  pending: boolean
  mayFix: boolean
  jumpTo(place: Pick<Problem, 'line' | 'column'>): void
  onFix(note: Note): void
}

function Judged({ problems, notes, pending, mayFix, jumpTo, onFix }: JudgedProps) {
  return (
    <>
      <ProblemList problems={problems} pending={pending} onJump={jumpTo} />
      <NoteList notes={notes} mayFix={mayFix} onJump={jumpTo} onFix={onFix} />
    </>
  )
}

function Keys() {
  const t = useTranslations('studio.editor')
  const keys = useTranslations('frame.keyNames')
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-ink-faint max-sm:hidden">
      <span>
        <Kbd>{keys('Ctrl')}</Kbd> <Kbd>{keys('Space')}</Kbd> {t('keys.suggest')}
      </span>
      <span>
        <Kbd>{keys('Ctrl')}</Kbd> <Kbd>S</Kbd> {t('keys.publish')}
      </span>
      <span>
        <Kbd>Esc</Kbd> <Kbd>Tab</Kbd> {t('keys.leave')}
      </span>
    </p>
  )
}
