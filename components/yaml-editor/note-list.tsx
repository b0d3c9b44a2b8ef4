'use client'

import { Info, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { Note } from '#engine/flow/problem.ts'

interface NoteListProps {
  notes: readonly Note[]
  /** The text is the author's to change, and as it was judged. */
  mayFix: boolean
  onJump(note: Note): void
  onFix(note: Note): void
}

/** What is right but worth knowing: warnings, hints, old names, which one press brings up to date. */
export function NoteList({ notes, mayFix, onJump, onFix }: NoteListProps) {
  const t = useTranslations('studio.editor')
  if (notes.length === 0) return null
  return (
    <ul aria-label={t('noteList')} className="max-h-40 overflow-y-auto border-t">
      {notes.map((note, index) => (
        <li key={index} className="flex items-baseline hover:bg-sunken">
          <button
            type="button"
            onClick={() => {
              onJump(note)
            }}
            className="flex min-w-0 flex-1 items-baseline gap-3 px-3 py-1.5 text-left text-sm focus-visible:-outline-offset-2 max-sm:min-h-11"
          >
            <span className="shrink-0 font-mono text-xs text-ink-faint">
              {t('line', { line: note.line })}
            </span>
            <span className="flex min-w-0 items-baseline gap-1.5 wrap-anywhere text-ink-soft">
              {note.kind === 'warning' ? (
                <TriangleAlert aria-hidden className="size-3.5 shrink-0 self-center text-warning" />
              ) : (
                <Info aria-hidden className="size-3.5 shrink-0 self-center text-ink-faint" />
              )}
              <span>
                <span className="sr-only">{t(note.kind)}: </span>
                {note.message}
              </span>
            </span>
          </button>
          {mayFix && note.replacement ? (
            <button
              type="button"
              onClick={() => {
                onFix(note)
              }}
              className="shrink-0 px-3 py-1.5 text-sm font-medium underline underline-offset-2 focus-visible:-outline-offset-2 max-sm:min-h-11"
            >
              {t('replace', { name: lastPart(note.replacement.to) })}
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

/** A long name is known by its end. */
function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}
