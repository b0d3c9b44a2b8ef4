'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { cn } from '#components/ui/cn.ts'
import type { Language } from '#engine/flow/language.ts'
import { DocsPane } from '#components/yaml-editor/docs-pane.tsx'
import { taskAt } from '#components/yaml-editor/names-in.ts'
import type { SourceState } from '#components/yaml-editor/source-editor.tsx'
import { FormPreview } from './form-preview.tsx'
import { GraphPreview } from './graph-preview.tsx'
import { PastRequests } from './past-requests.tsx'

interface SidePaneProps {
  source: SourceState
  language: Language
  cursor: { line: number; column: number }
  formKey: string
  /** REST path of the flow; absent: it is new. */
  path: string | undefined
  /** A task was picked in the graph. */
  onPick(task: string): void
}

const panes = ['form', 'graph', 'docs', 'past'] as const

/** Beside the source: the form and the graph that it makes, or what the word under the cursor means. */
export function SidePane({ source, language, cursor, formKey, path, onPick }: SidePaneProps) {
  const t = useTranslations('studio.editor')
  const [pane, setPane] = useState<(typeof panes)[number]>('form')
  return (
    <section aria-label={t('side')} className="min-w-0 rounded-lg border bg-surface">
      <div role="group" aria-label={t('side')} className="flex min-h-12 items-center gap-1 border-b px-3">
        {panes
          .filter((name) => name !== 'past' || path)
          .map((name) => (
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
      {/* Scrolls by keyboard too, where nothing in it takes the focus. */}
      <div
        role="group"
        aria-label={t(pane)}
        tabIndex={0}
        className="max-h-[calc(100dvh-16rem)] min-h-80 overflow-y-auto p-4 focus-visible:-outline-offset-2"
      >
        {pane === 'form' ? <FormPreview {...source} formKey={formKey} /> : null}
        {pane === 'graph' ? (
          <GraphPreview source={source} task={taskAt(source.text.split('\n'), cursor.line)} onPick={onPick} />
        ) : null}
        {pane === 'past' && path ? <PastRequests path={path} source={source.text} /> : null}
        {pane === 'docs' ? <DocsPane text={source.text} cursor={cursor} language={language} /> : null}
      </div>
    </section>
  )
}
